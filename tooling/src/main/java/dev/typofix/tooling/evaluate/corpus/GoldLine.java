package dev.typofix.tooling.evaluate.corpus;

import java.util.Comparator;
import java.util.List;

/**
 * A line and all that is wrong in it.
 *
 * @param source where it comes from, for people: file and line number
 * @param text as typed
 */
public record GoldLine(String source, String text, List<GoldEdit> edits) {

  public GoldLine {
    edits = List.copyOf(edits);
  }

  /** The edits that a checker is to find. */
  public List<GoldEdit> counted() {
    return edits.stream().filter(GoldEdit::counts).toList();
  }

  /** The text with some of its edits made. */
  public String with(List<GoldEdit> made) {
    StringBuilder mended = new StringBuilder(text);
    made.stream()
        .sorted(Comparator.comparingInt(GoldEdit::start).reversed())
        .forEach(edit -> mended.replace(edit.start(), edit.end(), edit.right()));
    return mended.toString();
  }
}
