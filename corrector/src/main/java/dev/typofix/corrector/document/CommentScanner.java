package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds comments by their marks alone, strings left out: for languages without a grammar, files
 * that are too long for one, and machines that can't load it. Linear in the text.
 */
final class CommentScanner {

  private final String text;
  private final CommentSyntax syntax;
  private final List<ProseRange> ranges = new ArrayList<>();

  private CommentScanner(String text, CommentSyntax syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  static List<ProseRange> find(CommentSyntax syntax, String text) {
    CommentScanner scanner = new CommentScanner(text, syntax);
    for (int offset = 0; offset < text.length(); ) {
      offset = scanner.next(offset);
    }
    return scanner.ranges;
  }

  /** Where to go on after what begins at the offset. */
  private int next(int offset) {
    if (opensBlock(offset)) {
      String open = syntax.blockMarks().get(0);
      return add(offset, after(syntax.blockMarks().get(1), offset + open.length()), true);
    }
    if (opensLine(offset)) {
      return add(offset, lineEnd(offset), true);
    }
    for (String quote : syntax.longQuotes()) {
      if (text.startsWith(quote, offset)) {
        boolean documents = syntax == CommentSyntax.PYTHON && blankBefore(offset);
        return add(offset, after(quote, offset + quote.length()), documents);
      }
    }
    char c = text.charAt(offset);
    if (c == '\\') {
      return offset + 2;
    }
    return syntax.quotes().indexOf(c) >= 0 ? afterString(offset) : offset + 1;
  }

  private int add(int start, int end, boolean isProse) {
    if (isProse) {
      boolean string = "\"'".indexOf(text.charAt(start)) >= 0;
      ranges.add(
          new ProseRange(start, end, string ? ProseRange.Kind.DOCSTRING : ProseRange.Kind.COMMENT));
    }
    return end;
  }

  private boolean opensBlock(int offset) {
    return !syntax.blockMarks().isEmpty()
        && text.startsWith(syntax.blockMarks().get(0), offset)
        && (syntax != CommentSyntax.RUBY || offset == 0 || text.charAt(offset - 1) == '\n');
  }

  /** A hash within a word and the slashes of an address open none. */
  private boolean opensLine(int offset) {
    if (syntax.lineMark().isEmpty() || !text.startsWith(syntax.lineMark(), offset)) {
      return false;
    }
    if (offset == 0) {
      return true;
    }
    char before = text.charAt(offset - 1);
    return syntax == CommentSyntax.SLASHES ? before != ':' : Character.isWhitespace(before);
  }

  private boolean blankBefore(int offset) {
    int i = offset;
    while (i > 0 && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
      i--;
    }
    return i == 0 || text.charAt(i - 1) == '\n';
  }

  /** A quote that nothing closes on its line is an apostrophe. */
  private int afterString(int offset) {
    char quote = text.charAt(offset);
    for (int i = offset + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\n' || c == '\r') {
        return offset + 1;
      }
      if (c == '\\') {
        i++;
      }
    }
    return offset + 1;
  }

  private int after(String mark, int offset) {
    int index = text.indexOf(mark, offset);
    return index < 0 ? text.length() : index + mark.length();
  }

  private int lineEnd(int offset) {
    int end = offset;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }
}
