package dev.typofix.tooling.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How near texts are to each other. */
final class EditSimilarityTest {

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 0.571428571",
    "same, same, 1",
    "abc, xyz, 0",
    "'', abcd, 0",
    "'', '', 1",
    "a😀b, a😀c, 0.666666667",
    "abab, ab, 0.5"
  })
  void known_distances(String text, String other, double similarity) {
    assertThat(EditSimilarity.of(text, other)).isCloseTo(similarity, within(1e-8));
  }

  @Test
  void neither_order_nor_direction_matters() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      String a = random(random);
      String b = random(random);
      double similarity = EditSimilarity.of(a, b);
      assertThat(EditSimilarity.of(b, a)).isEqualTo(similarity);
      assertThat(EditSimilarity.of(reversed(a), reversed(b))).isEqualTo(similarity);
      assertThat(similarity).isBetween(0.0, 1.0);
    }
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
