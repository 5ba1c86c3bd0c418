package dev.typofix.server.workspace;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * How a file's bytes stand for text. Decoding is strict, so that {@code encode(decode(bytes))}
 * gives the same bytes: a file is written back as it was but for the corrections.
 */
public enum TextEncoding {
  UTF_8_PLAIN(UTF_8, ""),
  UTF_8_MARKED(UTF_8, "\uFEFF"),
  UTF_16_LITTLE_ENDIAN(UTF_16LE, "\uFEFF"),
  UTF_16_BIG_ENDIAN(UTF_16BE, "\uFEFF");

  private final Charset charset;
  private final String byteOrderMark;

  TextEncoding(Charset charset, String byteOrderMark) {
    this.charset = charset;
    this.byteOrderMark = byteOrderMark;
  }

  /** The encoding that the bytes' byte order mark names; plain UTF-8 without one. */
  public static TextEncoding of(byte[] bytes) {
    for (TextEncoding encoding : values()) {
      if (encoding.marks(bytes)) {
        return encoding;
      }
    }
    return UTF_8_PLAIN;
  }

  private boolean marks(byte[] bytes) {
    byte[] mark = byteOrderMark.getBytes(charset);
    return mark.length > 0
        && bytes.length >= mark.length
        && Arrays.equals(mark, 0, mark.length, bytes, 0, mark.length);
  }

  /**
   * The text without the byte order mark.
   *
   * @throws CharacterCodingException if the bytes are not valid in this encoding
   */
  public String decode(byte[] bytes) throws CharacterCodingException {
    String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.substring(byteOrderMark.length());
  }

  /** The bytes of the text, byte order mark first where there is one. */
  public byte[] encode(String text) {
    return (byteOrderMark + text).getBytes(charset);
  }
}
