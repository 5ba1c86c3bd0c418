package dev.typofix.engine.tokenizer;

/**
 * A text that native code can take, with the way back to the offsets of the text that was given:
 * lone surrogates, which no encoding of Unicode can carry, become U+FFFD, which is as long.
 *
 * @param text without lone surrogates, as long as the text given
 */
record CleanText(String text) {

  private static final char REPLACEMENT = '\uFFFD';

  static CleanText of(String given) {
    StringBuilder clean = null;
    for (int i = 0; i < given.length(); i++) {
      if (Character.isSurrogate(given.charAt(i))) {
        if (Character.isSupplementaryCodePoint(given.codePointAt(i))) {
          i++;
        } else {
          clean = clean == null ? new StringBuilder(given) : clean;
          clean.setCharAt(i, REPLACEMENT);
        }
      }
    }
    return new CleanText(clean == null ? given : clean.toString());
  }

  /**
   * The UTF-16 offset of each code point, and of the end.
   *
   * @return [code points + 1]
   */
  int[] utf16Offsets() {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    int offset = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      if (offset < text.length()) {
        offset += Character.charCount(text.codePointAt(offset));
      }
    }
    return offsets;
  }
}
