package dev.typofix.tooling.evaluate.corpus;

/** Blanks as Unicode and Python's {@code str.isspace} know them: all lie in the basic plane. */
public final class Blanks {

  private Blanks() {}

  /** Whether a UTF-16 code unit is a blank; no-break spaces are. */
  public static boolean isBlank(char unit) {
    return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == '\u0085';
  }

  /** How many words the blanks part. */
  public static int words(String text) {
    int words = 0;
    boolean within = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = isBlank(text.charAt(i));
      if (!blank && !within) {
        words++;
      }
      within = !blank;
    }
    return words;
  }

  /** The text with every run of blanks made one space, without the outer ones. */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (!isBlank(unit)) {
        folded.append(unit);
      } else if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    int length = folded.length();
    if (length > 0 && folded.charAt(length - 1) == ' ') {
      folded.setLength(length - 1);
    }
    return folded.toString();
  }

  /** The text without its outer blanks. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
