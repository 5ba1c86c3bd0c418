package dev.typofix.server.workspace;

import java.nio.charset.CharacterCodingException;

/** What a file's bytes turned out to hold. */
public sealed interface Content {

  /**
   * A text that can be checked and written back.
   *
   * @param text without the byte order mark
   * @param encoding what turns the text into the file's bytes again
   */
  record Text(String text, TextEncoding encoding) implements Content {

    /** The file's bytes. */
    public byte[] bytes() {
      return encoding.encode(text);
    }

    /** The bytes of the same file with another text. */
    public byte[] bytesWith(String newText) {
      return encoding.encode(newText);
    }
  }

  /** Nothing to check. */
  record Skipped(SkipReason reason) implements Content {}

  /** Tells text from anything else, as git does: a zero byte among the first makes it binary. */
  static Content of(byte[] bytes) {
    TextEncoding encoding = TextEncoding.of(bytes);
    if (encoding == TextEncoding.UTF_8_PLAIN && hasZeroByte(bytes)) {
      return new Skipped(SkipReason.BINARY);
    }
    try {
      return new Text(encoding.decode(bytes), encoding);
    } catch (CharacterCodingException invalid) {
      return new Skipped(SkipReason.INVALID_TEXT);
    }
  }

  private static boolean hasZeroByte(byte[] bytes) {
    int end = Math.min(bytes.length, 8000);
    for (int i = 0; i < end; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
