package dev.typofix.corrector.document;

import java.util.List;

/**
 * A text and the prose in it.
 *
 * @param text the whole text; every offset of a passage's pieces is an offset in it
 * @param passages in the order of the text, never overlapping
 */
public record Document(String text, List<Passage> passages) {

  public Document {
    passages = List.copyOf(passages);
  }

  /** A text that is one passage, whatever is in it: a single line, say. */
  public static Document line(String text) {
    return new Document(text, List.of(Passage.whole(text, ProtectedSpans.of(text))));
  }
}
