package dev.typofix.server.session;

import java.util.List;
import java.util.OptionalInt;

/**
 * An open document at one version. Immutable: an edit makes another snapshot.
 *
 * @param uri as the editor names it
 * @param languageId the editor's name of the kind of text: {@code markdown}
 * @param version the editor's count
 * @param text the whole text
 * @param lines the text's lines
 * @param typedAt the UTF-16 offset where the last edit ended, as long as it counts as the place
 *     where someone is typing
 */
public record DocumentSnapshot(
    String uri, String languageId, int version, String text, LineIndex lines, OptionalInt typedAt) {

  /** A document as it was opened. */
  public static DocumentSnapshot opened(String uri, String languageId, int version, String text) {
    return new DocumentSnapshot(
        uri, languageId, version, text, LineIndex.of(text), OptionalInt.empty());
  }

  /** A file that is not open in the editor; it has no version of an editor's. */
  public static DocumentSnapshot ofFile(String uri, String text) {
    return opened(uri, "", -1, text);
  }

  /** The document after edits, each of which applies to the result of the one before. */
  public DocumentSnapshot edited(
      int newVersion, List<TextChange> changes, PositionEncoding encoding) {
    DocumentSnapshot result = this;
    for (TextChange change : changes) {
      result = result.edited(newVersion, change, encoding);
    }
    return changes.size() == 1 ? result : result.settled(newVersion);
  }

  private DocumentSnapshot edited(int newVersion, TextChange change, PositionEncoding encoding) {
    if (change.range().isEmpty()) {
      return opened(uri, languageId, newVersion, change.text());
    }
    int one = offset(change.range().get().start(), encoding);
    int other = offset(change.range().get().end(), encoding);
    int start = Math.min(one, other);
    int end = Math.max(one, other);
    int length = change.text().length();
    String edited =
        new StringBuilder(text.length() - (end - start) + length)
            .append(text, 0, start)
            .append(change.text())
            .append(text, end, text.length())
            .toString();
    LineIndex index = lines.edited(edited, start, end, length);
    return new DocumentSnapshot(
        uri, languageId, newVersion, edited, index, OptionalInt.of(start + length));
  }

  /** The same text, in which nobody is typing any more. */
  public DocumentSnapshot settled() {
    return settled(version);
  }

  private DocumentSnapshot settled(int newVersion) {
    return new DocumentSnapshot(uri, languageId, newVersion, text, lines, OptionalInt.empty());
  }

  /** The UTF-16 offset of a position; the nearest one if the text has no such position. */
  public int offset(TextPosition position, PositionEncoding encoding) {
    if (position.line() < 0) {
      return 0;
    }
    if (position.line() >= lines.lineCount()) {
      return text.length();
    }
    int start = lines.start(position.line());
    int end = lines.contentEnd(position.line(), text);
    return encoding.advance(text, start, end, Math.max(0, position.character()));
  }

  /** The position of a UTF-16 offset; within a line break it is the line's end. */
  public TextPosition position(int offset, PositionEncoding encoding) {
    int line = lines.lineAt(offset);
    int start = lines.start(line);
    int end = Math.min(offset, lines.contentEnd(line, text));
    return new TextPosition(line, encoding.length(text, start, end));
  }
}
