package dev.typofix.server.cli;

import java.util.Arrays;

/**
 * Turns UTF-16 offsets of one text into lines, columns and code point offsets. Lines end with
 * {@code \n}, {@code \r\n} or a lone {@code \r}. Asked in rising order, it walks the text only
 * once; confined to one thread.
 */
final class TextPositions {

  private final String text;
  private final int linesBefore;
  private final int[] lineStarts;
  private int knownOffset;
  private int knownCodePoints;

  TextPositions(SourceText source) {
    this.text = source.text();
    this.linesBefore = source.linesBefore();
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endsLine =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (endsLine) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** The number of the line that holds an offset, from 1, counted where the text comes from. */
  int lineNumber(int offset) {
    return linesBefore + line(offset) + 1;
  }

  /** The line of the text that holds an offset, from 0. */
  int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The column of an offset in its line, in code points from 1. */
  int columnNumber(int offset) {
    return text.codePointCount(lineStarts[line(offset)], offset) + 1;
  }

  /** The offset in code points. */
  int codePointOffset(int offset) {
    if (offset < knownOffset) {
      knownOffset = 0;
      knownCodePoints = 0;
    }
    knownCodePoints += text.codePointCount(knownOffset, offset);
    knownOffset = offset;
    return knownCodePoints;
  }

  /** Where a line starts, UTF-16. */
  int lineStart(int line) {
    return lineStarts[line];
  }

  /** Where a line's text ends, before its line ending, UTF-16. */
  int lineEnd(int line) {
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
    while (end > lineStarts[line]
        && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }
}
