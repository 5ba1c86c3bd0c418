package dev.typofix.engine.coreml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How values look to C on the 64-bit machines that the bridge is for. */
final class Native64 {

  static final int POINTER_BYTES = 8;

  private Native64() {}

  /** A text as C wants it: UTF-8, ended by a zero byte. */
  static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
