package dev.typofix.engine.onnx;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;

/** The small models among the test resources, run by ONNX Runtime. */
final class ReferenceModels {

  private ReferenceModels() {}

  /** Loads a model that has no tokenizer. */
  static OnnxLanguageModel load(String name) throws ModelLoadException {
    return load(name, 1);
  }

  static OnnxLanguageModel load(String name, int threads) throws ModelLoadException {
    return OnnxLanguageModel.load(
        ReferenceBundles.bundle(name),
        new ReferenceBundles.NoTokenizer(),
        new OnnxOptions(threads));
  }
}
