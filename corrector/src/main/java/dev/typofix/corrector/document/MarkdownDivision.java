package dev.typofix.corrector.document;

/**
 * Divides Markdown where a blank line is followed by a letter or a heading's mark at the margin: of
 * CommonMark's blocks only fenced code, some HTML and front matter go on there. Of these, it sees
 * the fences at the margin; whether another goes on must be seen by the one who reads the part.
 * Confined to one thread.
 */
final class MarkdownDivision {

  private static final int SHORTEST_FENCE = 3;
  private static final int DEEPEST_FENCE = 3; // blanks before it; more make indented code

  private final String text;
  private final int shortestPart;
  private int end; // of the part that was told last

  // the fence that is open, if its length is not 0
  private char fenceMark;
  private int fenceLength;

  /**
   * Begins to divide a text.
   *
   * @param shortestPart UTF-16 code units that a part but the last has at least
   */
  MarkdownDivision(String text, int shortestPart) {
    this.text = text;
    this.shortestPart = shortestPart;
  }

  /** Where the next part ends. */
  int next() {
    int start = end;
    boolean afterBlank = false;
    for (int line = start; line < text.length(); ) {
      if (line - start >= shortestPart && afterBlank && fenceLength == 0 && isFirstOfBlock(line)) {
        end = line;
        return end;
      }
      int lineFeed = text.indexOf('\n', line);
      int next = lineFeed < 0 ? text.length() : lineFeed + 1;
      afterBlank = seeLine(line, next);
      line = next;
    }
    end = text.length();
    return end;
  }

  private boolean isFirstOfBlock(int line) {
    char first = text.charAt(line);
    return first == '#' || Character.isLetter(first);
  }

  /** Opens or closes a fence, and tells whether the line is blank. */
  private boolean seeLine(int start, int end) {
    int first = start;
    while (first < end && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    if (first == end) {
      return true;
    }
    char mark = text.charAt(first);
    if ((mark == '`' || mark == '~') && first - start <= DEEPEST_FENCE) {
      int last = first;
      while (last < end && text.charAt(last) == mark) {
        last++;
      }
      seeFence(mark, last - first, text.substring(last, end).isBlank());
    }
    return false;
  }

  private void seeFence(char mark, int length, boolean alone) {
    if (fenceLength == 0 && length >= SHORTEST_FENCE) {
      fenceMark = mark;
      fenceLength = length;
    } else if (fenceLength > 0 && mark == fenceMark && length >= fenceLength && alone) {
      fenceLength = 0;
    }
  }
}
