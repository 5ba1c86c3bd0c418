package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.onnx.OnnxLanguageModel;
import dev.typofix.engine.onnx.OnnxOptions;
import java.util.Optional;

/** ONNX Runtime on the CPU: runs everywhere. */
final class OnnxBackend implements Backend {

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Optional<String> obstacle(ModelBundle bundle) {
    return OnnxLanguageModel.obstacle(bundle);
  }

  @Override
  public boolean isExpected(ModelBundle bundle) {
    return true;
  }

  @Override
  public LanguageModel load(ModelBundle bundle, Tokenizer tokenizer, LoadOptions options)
      throws ModelLoadException {
    OnnxOptions onnx = new OnnxOptions(options.threads().orElseGet(LoadOptions::defaultThreads));
    return OnnxLanguageModel.load(bundle, tokenizer, onnx);
  }
}
