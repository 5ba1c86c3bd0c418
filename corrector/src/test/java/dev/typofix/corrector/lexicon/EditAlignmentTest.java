package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditAlignmentTest {

  private final RandomWords words = new RandomWords(1, "abc");

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "the, the, 0",
    "teh, the, 1",
    "hte, the, 1",
    "th, the, 1",
    "thee, the, 1",
    "tge, the, 1",
    "recieve, receive, 1",
    "definately, definitely, 1",
    "seperete, separate, 2",
    "ca, abc, 3",
    "aab, aba, 1",
    "kitten, sitting, 3",
    "aaaa, aaaa, 0"
  })
  void counts_the_slips_between_two_words(String a, String b, int distance) {
    assertThat(EditAlignment.distance(a, b)).isEqualTo(distance);
  }

  @Test
  void is_symmetric_and_zero_only_for_equal_words() {
    for (int i = 0; i < 2_000; i++) {
      String a = words.next(0, 7);
      String b = words.next(0, 7);
      int distance = EditAlignment.distance(a, b);
      assertThat(distance).as("%s %s", a, b).isEqualTo(EditAlignment.distance(b, a));
      assertThat(distance == 0).as("%s %s", a, b).isEqualTo(a.equals(b));
    }
  }

  @Test
  void lies_between_the_difference_of_the_lengths_and_the_longer_length() {
    for (int i = 0; i < 2_000; i++) {
      String a = words.next(0, 7);
      String b = words.next(0, 7);
      assertThat(EditAlignment.distance(a, b))
          .as("%s %s", a, b)
          .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
  }

  @Test
  void does_not_grow_when_both_words_get_the_same_ends() {
    for (int i = 0; i < 2_000; i++) {
      String a = words.next(0, 5);
      String b = words.next(0, 5);
      String end = words.next(1, 3);
      int distance = EditAlignment.distance(a, b);
      assertThat(EditAlignment.distance(a + end, b + end)).isLessThanOrEqualTo(distance);
      assertThat(EditAlignment.distance(end + a, end + b)).isLessThanOrEqualTo(distance);
    }
  }

  @Test
  void changes_by_at_most_one_with_a_letter_more() {
    for (int i = 0; i < 2_000; i++) {
      String a = words.next(0, 6);
      String b = words.next(0, 6);
      int distance = EditAlignment.distance(a, b);
      assertThat(EditAlignment.distance(a + "x", b)).isBetween(distance - 1, distance + 1);
    }
  }

  @Test
  void the_table_holds_the_distances_of_all_prefixes() {
    for (int n = 0; n < 200; n++) {
      String a = words.next(0, 6);
      String b = words.next(0, 6);
      int[][] table = EditAlignment.table(a, b);
      for (int i = 0; i <= a.length(); i++) {
        for (int j = 0; j <= b.length(); j++) {
          assertThat(table[i][j])
              .isEqualTo(EditAlignment.distance(a.substring(0, i), b.substring(0, j)));
        }
      }
    }
  }
}
