package dev.typofix.server.session;

/**
 * A finding that somebody waved through. The place is told by its words, not by its offset, so that
 * it holds while the text around it is edited; the same words elsewhere in the document are the
 * same place.
 *
 * @param uri the document
 * @param text what the finding covers
 * @param before the word before it on its line, or empty
 * @param after the word after it on its line, or empty
 */
public record IgnoredPlace(String uri, String text, String before, String after) {

  /** The place of a range of a document. */
  public static IgnoredPlace of(DocumentSnapshot snapshot, int start, int end) {
    String text = snapshot.text();
    LineIndex lines = snapshot.lines();
    int lineStart = lines.start(lines.lineAt(start));
    int lineEnd = lines.contentEnd(lines.lineAt(end), text);
    return new IgnoredPlace(
        snapshot.uri(),
        text.substring(start, end),
        wordBefore(text, lineStart, start),
        wordAfter(text, end, lineEnd));
  }

  private static String wordBefore(String text, int lineStart, int offset) {
    int end = offset;
    while (end > lineStart && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > lineStart && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  private static String wordAfter(String text, int offset, int lineEnd) {
    int start = offset;
    while (start < lineEnd && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < lineEnd && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return start >= lineEnd ? "" : text.substring(start, end);
  }
}
