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
}
