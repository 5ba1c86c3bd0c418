package dev.typofix.corrector.document;

import dev.typofix.corrector.document.Passage.Span;
import java.util.List;

/**
 * Finds what in prose is no prose: inline code, links, addresses, paths, identifiers, options,
 * placeholders, tags, mathematics, versions, hashes and what else only a machine reads. Words are
 * left alone, also with a hyphen, an apostrophe or a slash between them. Works on any text in
 * linear time.
 */
public final class ProtectedSpans {

  private ProtectedSpans() {}

  /** What must not be changed in a text, in order, never overlapping. */
  public static List<Span> of(String text) {
    SpanSet spans = new SpanSet(text.length());
    find(text, spans);
    return spans.toList();
  }

  /** Adds to {@code spans} what it finds outside of them. */
  static void find(String text, SpanSet spans) {
    DelimitedCode.find(text, spans);
    CodeTokens.find(text, spans);
  }
}
