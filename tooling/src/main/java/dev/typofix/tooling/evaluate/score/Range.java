package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.Blanks;
import dev.typofix.tooling.evaluate.corpus.EditClass;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import java.util.Locale;

/**
 * A range of a text.
 *
 * @param start first UTF-16 offset
 * @param end end offset, exclusive; the start if the range is a place between two letters
 */
record Range(int start, int end) {

  static Range of(Reported finding) {
    return new Range(finding.start(), finding.end());
  }

  /**
   * Where an edit may be found. Of a repeated word either copy may be reported, so its range takes
   * in the copy that stays: the word before if that is the same, or else the word behind.
   */
  static Range of(GoldEdit edit, String text) {
    if (edit.editClass() == EditClass.DOUBLED) {
      String[] words = edit.wrong().split(" ", -1);
      int before = wordBefore(text, edit.start());
      if (before >= 0 && isSame(text.substring(before, edit.start()), words[0])) {
        return new Range(before, edit.end());
      }
      int after = wordAfter(text, edit.end());
      if (after >= 0 && isSame(text.substring(edit.end(), after), words[words.length - 1])) {
        return new Range(edit.start(), after);
      }
    }
    return new Range(edit.start(), edit.end());
  }

  private static boolean isSame(String word, String other) {
    return Blanks.strip(word).toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  /** Where the word begins that blanks part from an offset; -1 if there is none. */
  private static int wordBefore(String text, int offset) {
    int end = offset;
    while (end > 0 && Blanks.isBlank(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !Blanks.isBlank(text.charAt(start - 1))) {
      start--;
    }
    return end == offset || start == end ? -1 : start;
  }

  /** Where the word ends that blanks part from an offset; -1 if there is none. */
  private static int wordAfter(String text, int offset) {
    int start = offset;
    while (start < text.length() && Blanks.isBlank(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && !Blanks.isBlank(text.charAt(end))) {
      end++;
    }
    return start == offset || end == start ? -1 : end;
  }

  /** Whether two ranges share a letter, or one that is empty stands within or at the other. */
  boolean touches(Range other) {
    return (start < other.end && other.start < end)
        || (isEmpty() && other.start <= start && start <= other.end)
        || (other.isEmpty() && start <= other.start && other.start <= end);
  }

  private boolean isEmpty() {
    return start == end;
  }
}
