package dev.typofix.corrector;

import dev.typofix.corrector.document.Document;
import java.util.List;

/** Finds errors in documents. Confined to one thread at a time. */
public interface Checker {

  /**
   * Checks a document.
   *
   * @return findings in the order of the text, never overlapping
   * @throws java.util.concurrent.CancellationException if {@code cancel} says so
   */
  List<Finding> check(Document document, CheckOptions options, CancelCheck cancel);
}
