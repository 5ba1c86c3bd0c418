package dev.typofix.server.workspace;

import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import java.util.List;

/**
 * The parts of a text that are new or changed since some time: whole lines. Immutable.
 *
 * @param ranges in the order of the text, never overlapping
 */
public record ChangedText(List<Range> ranges) {

  /** UTF-16 offsets {@code [start, end)}. */
  record Range(int start, int end) {

    private boolean holdsPartOf(int from, int to) {
      return from < end && (to > start || from == start);
    }
  }

  public ChangedText {
    ranges = List.copyOf(ranges);
  }

  /** A text that is new as a whole. */
  static ChangedText whole(String text) {
    return new ChangedText(List.of(new Range(0, text.length())));
  }

  /** Whether any of {@code [start, end)} is new or changed. */
  public boolean touches(int start, int end) {
    return ranges.stream().anyMatch(range -> range.holdsPartOf(start, end));
  }

  /** The same text with those passages only that have something new. */
  public Document narrow(Document document) {
    return new Document(
        document.text(), document.passages().stream().filter(this::touches).toList());
  }

  private boolean touches(Passage passage) {
    return passage.pieces().stream()
        .anyMatch(piece -> touches(piece.documentStart(), piece.documentStart() + piece.length()));
  }
}
