package dev.typofix.tooling.corpus;

import java.util.List;

/**
 * Paragraphs that belong together, each on one line.
 *
 * @param paragraphs none blank
 */
public record CleanDocument(List<String> paragraphs) {

  public CleanDocument {
    paragraphs = List.copyOf(paragraphs);
  }

  /** UTF-16 code units. */
  public int length() {
    return paragraphs.stream().mapToInt(String::length).sum();
  }
}
