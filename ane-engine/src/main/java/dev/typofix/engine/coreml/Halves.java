package dev.typofix.engine.coreml;

/** Numbers of 16 bits (IEEE 754), as Core ML's arrays hold them. */
final class Halves {

  private Halves() {}

  /** The bits of the nearest half; ties go to the even one, too large values to infinity. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00); // no number
    }
    if (magnitude >= 0x477ff000) { // 65,520
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) { // below 2^-14: a multiple of 2^-24
      return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24f));
    }
    int rounded = magnitude + 0x0fff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((rounded - (112 << 23)) >>> 13));
  }

  /**
   * Converts a whole array.
   *
   * @param halves filled; as long as {@code values}
   */
  static void of(float[] values, short[] halves) {
    for (int i = 0; i < values.length; i++) {
      halves[i] = of(values[i]);
    }
  }
}
