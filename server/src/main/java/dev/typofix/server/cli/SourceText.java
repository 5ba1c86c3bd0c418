package dev.typofix.server.cli;

import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;

/**
 * A text to check.
 *
 * @param name a path with {@code /}; empty for standard input
 * @param text without a byte order mark
 * @param linesBefore how many lines stand before the text where it comes from
 */
record SourceText(String name, String text, int linesBefore) {

  /** A text that is the whole of its file. */
  SourceText(String name, String text) {
    this(name, text, 0);
  }

  /** What reports call it. */
  String shownName() {
    return name.isEmpty() ? "<stdin>" : name;
  }

  /** The prose in it, read as the name says; plain text if that says nothing. */
  Document parse() {
    return DocumentFormat.forFileName(name).orElse(DocumentFormat.PLAIN_TEXT).parse(text);
  }
}
