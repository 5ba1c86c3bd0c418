package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.coreml.ComputeUnits;
import dev.typofix.engine.coreml.CoreMlLanguageModel;
import java.util.Optional;

/** Core ML on the Neural Engine of a Mac. The number of threads is Core ML's own affair. */
final class CoreMlBackend implements Backend {

  @Override
  public String name() {
    return "coreml";
  }

  @Override
  public Optional<String> obstacle(ModelBundle bundle) {
    return CoreMlLanguageModel.obstacle(bundle);
  }

  @Override
  public boolean isExpected(ModelBundle bundle) {
    return CoreMlLanguageModel.isExpected(bundle);
  }

  @Override
  public LanguageModel load(ModelBundle bundle, Tokenizer tokenizer, LoadOptions options)
      throws ModelLoadException {
    return CoreMlLanguageModel.load(bundle, tokenizer, ComputeUnits.CPU_AND_NEURAL_ENGINE);
  }
}
