package dev.typofix.tooling.corpus;

/**
 * How long passages are, in words and marks: a run of letters, digits and apostrophes is one, any
 * other character that is no blank is one.
 *
 * @param minimum at least 1
 * @param maximum at least the minimum
 */
public record PassageLength(int minimum, int maximum) {

  public PassageLength {
    if (minimum < 1 || maximum < minimum) {
      throw new IllegalArgumentException(
          "expected 1 ≤ minimum ≤ maximum, got " + minimum + " and " + maximum);
    }
  }

  /** The words and marks of a text. */
  public static int count(String text) {
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = Character.isLetterOrDigit(c) || c == '\'' || c == '’';
      if (letter ? !inWord : !Character.isWhitespace(c)) {
        count++;
      }
      inWord = letter;
    }
    return count;
  }
}
