package dev.typofix.corrector.document;

import dev.typofix.corrector.document.Passage.Piece;
import dev.typofix.corrector.document.Passage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a passage together from stretches of a document, in order. Stretches that only a line feed
 * parts become one piece with the line feed in it. Confined to one thread.
 */
final class PassageBuilder {

  private final String document;
  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /** Ranges of the document that are no prose, start and end in turn. */
  private final List<Line> noProse = new ArrayList<>();

  PassageBuilder(String document) {
    this.document = document;
  }

  /** Adds a stretch of the document that stands on one line; an empty one adds nothing. */
  PassageBuilder add(Line stretch) {
    if (stretch.length() == 0) {
      return this;
    }
    if (pieces.isEmpty()) {
      pieces.add(new Piece(0, stretch.start(), stretch.length()));
    } else if (followsAfterLineFeed(stretch)) {
      Piece last = pieces.remove(pieces.size() - 1);
      pieces.add(
          new Piece(
              last.passageStart(), last.documentStart(), stretch.end() - last.documentStart()));
      text.append('\n');
    } else {
      text.append('\n');
      pieces.add(new Piece(text.length(), stretch.start(), stretch.length()));
    }
    text.append(document, stretch.start(), stretch.end());
    return this;
  }

  /** Protects a range of the document, so far as it gets into the passage. */
  PassageBuilder protect(int start, int end) {
    if (start < end) {
      noProse.add(new Line(start, end));
    }
    return this;
  }

  /** The passage; empty if it has no letter that is prose. */
  Optional<Passage> build() {
    String prose = text.toString();
    SpanSet spans = new SpanSet(prose.length());
    noProse.forEach(range -> protectInPassage(range, spans));
    List<Span> found = ProtectedSpans.within(prose, spans.toList());
    return hasProse(prose, found)
        ? Optional.of(new Passage(prose, pieces, found))
        : Optional.empty();
  }

  private static boolean hasProse(String text, List<Span> protectedSpans) {
    int start = 0;
    for (Span span : protectedSpans) {
      if (hasLetter(text, start, span.start())) {
        return true;
      }
      start = span.end();
    }
    return hasLetter(text, start, text.length());
  }

  private static boolean hasLetter(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isLetter(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean followsAfterLineFeed(Line stretch) {
    Piece last = pieces.get(pieces.size() - 1);
    int lineFeed = last.documentStart() + last.length();
    return stretch.start() == lineFeed + 1 && document.charAt(lineFeed) == '\n';
  }

  private void protectInPassage(Line range, SpanSet spans) {
    for (int i = firstPieceEndingAfter(range.start()); i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.documentStart() >= range.end()) {
        return;
      }
      int shift = piece.passageStart() - piece.documentStart();
      spans.add(
          Math.max(range.start(), piece.documentStart()) + shift,
          Math.min(range.end(), piece.documentStart() + piece.length()) + shift);
    }
  }

  private int firstPieceEndingAfter(int documentOffset) {
    int low = 0;
    int high = pieces.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Piece piece = pieces.get(middle);
      if (piece.documentStart() + piece.length() <= documentOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
