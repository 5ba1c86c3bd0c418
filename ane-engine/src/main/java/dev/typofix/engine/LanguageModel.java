package dev.typofix.engine;

/**
 * A causal language model, loaded and ready. Thread-safe for {@link #newSession()}; each session
 * belongs to one thread at a time.
 */
public interface LanguageModel extends AutoCloseable {

  /** The bundle that the model was loaded from. */
  ModelBundle bundle();

  /** What the model's bundle says of it: sizes, prompt, licence. */
  default ModelManifest manifest() {
    return bundle().manifest();
  }

  /** The tokenizer that the model was trained with. */
  Tokenizer tokenizer();

  /**
   * How the model runs, for people: backend, version, threads ({@code "ONNX Runtime 1.28, 2
   * threads"}).
   */
  String backendDescription();

  /** Opens an empty session. The caller closes it before the model. */
  Session newSession();

  /** Frees the model. Closing twice has no effect. */
  @Override
  void close();
}
