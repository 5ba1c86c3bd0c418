package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HalvesTest {

  @Test
  void everyHalfIsItsOwnNearest() {
    for (int bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7fff) <= 0x7c00) {
        assertThat(Halves.of(value(bits)) & 0xffff).isEqualTo(bits);
      }
    }
    assertThat(Halves.of(Float.NaN)).isEqualTo((short) 0x7e00);
    assertThat(Halves.of(Float.POSITIVE_INFINITY)).isEqualTo((short) 0x7c00);
  }

  @Test
  void whatLiesBetweenGoesToTheNearerOrTheEvenOne() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = value(bits);
      float high = value(bits + 1);
      float middle = (low + high) / 2;
      assertThat(Halves.of(Math.nextDown(middle)) & 0xffff).isEqualTo(bits);
      assertThat(Halves.of(middle) & 1).isZero();
      assertThat(Halves.of(Math.nextUp(middle)) & 0xffff).isEqualTo(bits + 1);
    }
    assertThat(Halves.of(65519)).isEqualTo((short) 0x7bff);
    assertThat(Halves.of(65520)).isEqualTo((short) 0x7c00);
  }

  /** By the definition of IEEE 754. */
  private static float value(int bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        exponent == 0x1f
            ? Float.POSITIVE_INFINITY
            : exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (fraction + 1024), exponent - 25);
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }
}
