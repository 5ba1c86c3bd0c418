package dev.typofix.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The alphabet in which byte-level vocabularies are written: a visible character for each byte.
 * Bytes that are visible in Latin-1 stand for themselves, the others for U+0100 and on, in order.
 */
final class ByteLevelAlphabet {

  private static final int BYTES = 256;
  private static final int HIGHEST = 0x143;
  private static final short[] BYTE_OF_CHARACTER = build();

  private ByteLevelAlphabet() {}

  /** The bytes that a token's name spells; a character outside the alphabet spells itself. */
  static byte[] bytes(String name) {
    byte[] bytes = new byte[name.length()];
    for (int i = 0; i < bytes.length; i++) {
      char character = name.charAt(i);
      if (character > HIGHEST || BYTE_OF_CHARACTER[character] < 0) {
        return name.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) BYTE_OF_CHARACTER[character];
    }
    return bytes;
  }

  private static short[] build() {
    short[] table = new short[HIGHEST + 1];
    Arrays.fill(table, (short) -1);
    int next = BYTES;
    for (short value = 0; value < BYTES; value++) {
      boolean visible = (value > ' ' && value < 0x7f) || (value > 0xa0 && value != 0xad);
      table[visible ? value : next++] = value;
    }
    return table;
  }
}
