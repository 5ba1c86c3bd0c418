package dev.typofix.engine.backend;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenizer;
import java.util.Optional;

/** A way to run models. Stateless and thread-safe. */
public interface Backend {

  /** A short name for settings: {@code onnx}. */
  String name();

  /**
   * Why this backend cannot run the bundle on this machine, in one line for a person; empty if
   * nothing is known to speak against it.
   */
  Optional<String> obstacle(ModelBundle bundle);

  /**
   * Whether a person would expect this backend to run the bundle here: if it cannot, that is told
   * even though another one can.
   */
  boolean isExpected(ModelBundle bundle);

  /**
   * Loads a model.
   *
   * @param tokenizer closed by the model; left open if loading fails
   * @throws ModelLoadException if that fails
   */
  LanguageModel load(ModelBundle bundle, Tokenizer tokenizer, LoadOptions options)
      throws ModelLoadException;
}
