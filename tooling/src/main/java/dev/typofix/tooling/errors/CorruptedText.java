package dev.typofix.tooling.errors;

import java.util.Comparator;
import java.util.List;

/**
 * A clean text and its errors.
 *
 * @param edits in order, never overlapping
 */
public record CorruptedText(String clean, List<TextEdit> edits) {

  public CorruptedText {
    edits = edits.stream().sorted(Comparator.comparingInt(TextEdit::start)).toList();
  }

  /** The text with its errors. */
  public String corrupted() {
    StringBuilder text = new StringBuilder(clean.length() + 16);
    int from = 0;
    for (TextEdit edit : edits) {
      text.append(clean, from, edit.start()).append(edit.replacement());
      from = edit.end();
    }
    return text.append(clean, from, clean.length()).toString();
  }
}
