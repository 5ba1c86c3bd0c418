package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of one line of a document, its line end left out.
 *
 * @param start UTF-16 offset in the document
 * @param end exclusive
 */
record Line(int start, int end) {

  /** The lines of a text, ended by LF, CRLF or CR; a last line end opens no further line. */
  static List<Line> of(String text) {
    return of(text, 0, text.length());
  }

  /** The lines of a range of a text. */
  static List<Line> of(String text, int from, int to) {
    List<Line> lines = new ArrayList<>();
    int start = from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(new Line(start, i));
        if (c == '\r' && i + 1 < to && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < to) {
      lines.add(new Line(start, to));
    }
    return lines;
  }

  int length() {
    return end - start;
  }

  /** This line without blanks at its ends. */
  Line strip(String text) {
    int from = start;
    int to = end;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return new Line(from, to);
  }

  boolean isBlank(String text) {
    return strip(text).length() == 0;
  }

  String in(String text) {
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\ufeff' || Character.isWhitespace(c);
  }
}
