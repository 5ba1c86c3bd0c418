package dev.typofix.server.session;

import java.util.Arrays;

/**
 * Where a text's lines begin. Lines end with {@code \n}, {@code \r\n} or {@code \r}, as the
 * protocol has it. Immutable.
 */
public final class LineIndex {

  private final int[] starts;

  private LineIndex(int[] starts) {
    this.starts = starts;
  }

  /** Indexes a text. */
  public static LineIndex of(String text) {
    return new LineIndex(new int[] {0}).edited(text, 0, 0, text.length());
  }

  /**
   * The index after an edit; the same as that of the whole text anew, at the cost of the edit and a
   * copy.
   *
   * @param text the text after the edit
   * @param start where the edit begins
   * @param removedEnd where the replaced stretch ended in the old text
   * @param insertedLength the replacement's length
   */
  public LineIndex edited(String text, int start, int removedEnd, int insertedLength) {
    // A line feed may join or leave a carriage return one place beside the edit.
    int lastSeen = Math.min(text.length(), start + insertedLength + 1);
    int delta = insertedLength - (removedEnd - start);
    int kept = Math.max(1, lineStartsBelow(start));
    int firstMoved = Math.max(kept, lineStartsBelow(removedEnd + 2));
    int found = 0;
    for (int at = Math.max(1, start); at <= lastSeen; at++) {
      found += beginsLine(text, at) ? 1 : 0;
    }
    int[] edited = Arrays.copyOf(starts, kept + found + starts.length - firstMoved);
    int next = kept;
    for (int at = Math.max(1, start); at <= lastSeen; at++) {
      if (beginsLine(text, at)) {
        edited[next++] = at;
      }
    }
    for (int line = firstMoved; line < starts.length; line++) {
      edited[next++] = starts[line] + delta;
    }
    return new LineIndex(edited);
  }

  private static boolean beginsLine(String text, int offset) {
    char before = text.charAt(offset - 1);
    return before == '\n'
        || (before == '\r' && (offset == text.length() || text.charAt(offset) != '\n'));
  }

  /** How many lines begin before an offset. */
  private int lineStartsBelow(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 1;
  }

  /** At least one: an empty text has an empty line. */
  public int lineCount() {
    return starts.length;
  }

  /** The UTF-16 offset at which a line begins. */
  public int start(int line) {
    return starts[line];
  }

  /** The UTF-16 offset at which a line's text ends, before its line break. */
  public int contentEnd(int line, String text) {
    if (line + 1 == starts.length) {
      return text.length();
    }
    int end = starts[line + 1] - 1;
    return end > starts[line] && text.charAt(end) == '\n' && text.charAt(end - 1) == '\r'
        ? end - 1
        : end;
  }

  /** The line that holds an offset. */
  public int lineAt(int offset) {
    return lineStartsBelow(offset + 1) - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineIndex that && Arrays.equals(starts, that.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }

  @Override
  public String toString() {
    return Arrays.toString(starts);
  }
}
