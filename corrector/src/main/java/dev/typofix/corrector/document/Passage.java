package dev.typofix.corrector.document;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.OptionalInt;

/**
 * A run of prose that reads as one: a paragraph, a heading, a comment without its marks. Its text
 * is put together from pieces of the document; between two pieces (a line's comment mark, say) the
 * passage has a single line feed that is no piece.
 *
 * @param text the prose; offsets are UTF-16
 * @param pieces which stretches of the text stand where in the document, in order
 * @param protectedSpans what must neither be flagged nor changed (code, links, paths, names of
 *     things), in order, never overlapping
 */
public record Passage(String text, List<Piece> pieces, List<Span> protectedSpans) {

  public Passage {
    pieces = List.copyOf(pieces);
    protectedSpans = List.copyOf(protectedSpans);
  }

  /** A passage that is the whole of a text, one piece. */
  public static Passage whole(String text, List<Span> protectedSpans) {
    return new Passage(text, List.of(new Piece(0, 0, text.length())), protectedSpans);
  }

  /** The same passage in a document that has so many more UTF-16 code units before it. */
  Passage movedBy(int distance) {
    return new Passage(
        text,
        pieces.stream()
            .map(p -> new Piece(p.passageStart, p.documentStart + distance, p.length))
            .toList(),
        protectedSpans);
  }

  /**
   * Where a range of the passage stands in the document; empty if it is not within one piece, or
   * the range is out of the text.
   *
   * @return the document's offset of {@code start}; the range has the same length there
   */
  public OptionalInt documentOffset(int start, int end) {
    for (Piece piece : pieces) {
      if (start >= piece.passageStart() && end <= piece.passageStart() + piece.length()) {
        return OptionalInt.of(piece.documentStart() + start - piece.passageStart());
      }
    }
    return OptionalInt.empty();
  }

  /**
   * A stretch that passage and document have in common, unchanged.
   *
   * @param passageStart its offset in the passage's text
   * @param documentStart its offset in the document's text
   * @param length UTF-16 code units
   */
  public record Piece(int passageStart, int documentStart, int length) {
    public Piece {
      Preconditions.checkArgument(
          passageStart >= 0 && documentStart >= 0 && length >= 0,
          "piece %s → %s of %s",
          passageStart,
          documentStart,
          length);
    }
  }

  /** A range {@code [start, end)} of a passage's text. */
  public record Span(int start, int end) {
    public Span {
      Preconditions.checkArgument(start >= 0 && start <= end, "span [%s, %s)", start, end);
    }
  }
}
