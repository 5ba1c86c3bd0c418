package dev.typofix.server.cli;

/** Makes text from files safe for a terminal: no control sequence of a file reaches it. */
final class Printable {

  private Printable() {}

  /** The text with control characters, tabs aside, shown as {@code �}; a character for each. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> printable.appendCodePoint(isUnsafe(c) ? 0xFFFD : c));
    return printable.toString();
  }

  private static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint != '\t';
      // Bidirectional overrides would show the rest of the line in another order.
      case Character.FORMAT -> codePoint != 0x200D && codePoint != 0x200C;
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** Blanks as wide as the text on a terminal; tabs stay tabs. */
  static String blanks(String text) {
    StringBuilder blanks = new StringBuilder(text.length());
    text.codePoints().forEach(c -> blanks.append(c == '\t' ? "\t" : " ".repeat(cells(c))));
    return blanks.toString();
  }

  /** Terminal cells that the text takes; a tab counts as one. */
  static int width(String text) {
    return text.codePoints().map(Printable::cells).sum();
  }

  private static int cells(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    if (codePoint == 0x200C || codePoint == 0x200D) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /** East Asian wide characters and emoji, in broad ranges. */
  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115F)
        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
  }
}
