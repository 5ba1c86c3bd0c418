package dev.typofix.server.cli;

import dev.typofix.server.session.LineIndex;

/**
 * Turns UTF-16 offsets of one text into lines, columns and code point offsets, as reports count
 * them. It walks from the place that it was asked for last, so that neighbouring places cost little
 * in lines of any length; confined to one thread.
 */
final class TextPositions {

  private final String text;
  private final int linesBefore;
  private final LineIndex lines;
  private int knownOffset;
  private int knownCodePoints;
  private int knownLine;
  private int codePointsBeforeLine;

  TextPositions(SourceText source) {
    this.text = source.text();
    this.linesBefore = source.linesBefore();
    this.lines = LineIndex.of(text);
  }

  /** The number of the line that holds an offset, from 1, counted where the text comes from. */
  int lineNumber(int offset) {
    return linesBefore + line(offset) + 1;
  }

  /** The line of the text that holds an offset, from 0. */
  int line(int offset) {
    return lines.lineAt(offset);
  }

  /** The column of an offset in its line, in code points from 1. */
  int columnNumber(int offset) {
    int line = line(offset);
    if (line != knownLine) {
      knownLine = line;
      codePointsBeforeLine = codePointOffset(lineStart(line));
    }
    return codePointOffset(offset) - codePointsBeforeLine + 1;
  }

  /** The offset in code points. */
  int codePointOffset(int offset) {
    knownCodePoints +=
        offset < knownOffset
            ? -text.codePointCount(offset, knownOffset)
            : text.codePointCount(knownOffset, offset);
    knownOffset = offset;
    return knownCodePoints;
  }

  /** Where a line starts, UTF-16. */
  int lineStart(int line) {
    return lines.start(line);
  }

  /** Where a line's text ends, before its line ending, UTF-16. */
  int lineEnd(int line) {
    return lines.contentEnd(line, text);
  }
}
