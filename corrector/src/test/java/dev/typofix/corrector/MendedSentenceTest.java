package dev.typofix.corrector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.sentence.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a correction moves, and what is near it. */
class MendedSentenceTest {

  private static final String BEFORE = "w ".repeat(60);
  private static final String BETWEEN = " " + "x ".repeat(80);
  private static final String AFTER = " " + "y ".repeat(60);
  private static final String TYPED = BEFORE + "wrng" + BETWEEN + "twoo" + AFTER;

  /** So far an error misleads, in characters. */
  private static final int NEAR = 50;

  private final MendedSentence mended =
      new MendedSentence(
          new Sentence(TYPED, List.of()),
          List.of(finding("twoo", "two"), finding("wrng", "wrong")));

  @Test
  void puts_the_best_replacements_in_their_places() {
    assertThat(mended.sentence().text()).isEqualTo(BEFORE + "wrong" + BETWEEN + "two" + AFTER);
  }

  @Test
  void places_beside_a_correction_are_near_it_and_others_are_not() {
    String text = mended.sentence().text();
    for (String word : List.of("wrong", "two")) {
      int start = text.indexOf(word);
      int end = start + word.length();
      assertThat(mended.isNear(start - NEAR)).isTrue();
      assertThat(mended.isNear(start)).isTrue();
      assertThat(mended.isNear(end + NEAR)).isTrue();
      assertThat(mended.isNear(start - NEAR - 2)).isFalse();
      assertThat(mended.isNear(end + NEAR + 2)).isFalse();
    }
  }

  private static SentenceFinding finding(String typed, String meant) {
    int start = TYPED.indexOf(typed);
    return new SentenceFinding(
        start,
        start + typed.length(),
        FindingKind.MISSPELLING,
        0.9,
        List.of(meant),
        List.of(typed));
  }
}
