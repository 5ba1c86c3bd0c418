package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.coreml.AnemllBundle;
import dev.typofix.engine.coreml.AnemllLanguageModel;
import dev.typofix.engine.coreml.ComputeUnits;
import dev.typofix.engine.coreml.CoreMlLanguageModel;
import java.util.Optional;

/** Core ML on the Neural Engine of a Mac. The number of threads is Core ML's own affair. */
final class CoreMlBackend implements Backend {

  private static final ComputeUnits UNITS = ComputeUnits.CPU_AND_NEURAL_ENGINE;

  @Override
  public String name() {
    return "coreml";
  }

  @Override
  public Optional<String> obstacle(ModelBundle bundle) {
    return bundle instanceof AnemllBundle
        ? AnemllLanguageModel.obstacle()
        : CoreMlLanguageModel.obstacle(bundle);
  }

  @Override
  public boolean isExpected(ModelBundle bundle) {
    return bundle instanceof AnemllBundle || CoreMlLanguageModel.isExpected(bundle);
  }

  @Override
  public LanguageModel load(ModelBundle bundle, Tokenizer tokenizer, LoadOptions options)
      throws ModelLoadException {
    return bundle instanceof AnemllBundle anemll
        ? AnemllLanguageModel.load(anemll, tokenizer, UNITS)
        : CoreMlLanguageModel.load(bundle, tokenizer, UNITS);
  }
}
