package dev.typofix.corrector;

import dev.typofix.corrector.document.Document;
import dev.typofix.engine.LanguageModel;
import java.util.List;

/**
 * Finds typing errors in documents. Owns a model session and a cache of the sentences that it has
 * judged; confined to one thread at a time, the inference thread.
 */
public final class Corrector implements AutoCloseable {

  /** The options of one check that do not change what the model says. */
  public record Options(double minimumConfidence, Vocabulary vocabulary) {}

  private final LanguageModel model;

  public Corrector(LanguageModel model) {
    this.model = model;
  }

  /**
   * Checks a document. Sentences that were judged before come from the cache.
   *
   * @return findings in the order of the text, never overlapping
   * @throws java.util.concurrent.CancellationException if {@code cancel} says so
   */
  public List<Finding> check(Document document, Options options, CancelCheck cancel) {
    cancel.check();
    return List.of();
  }

  @Override
  public void close() {
    model.close();
  }
}
