package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.corrector.lexicon.WordEntry.Casing;
import dev.typofix.corrector.lexicon.WordEntry.Status;
import org.junit.jupiter.api.Test;

class WordEntryTest {

  @Test
  void unpacks_what_it_packed() {
    for (Status status : Status.values()) {
      for (Casing casing : Casing.values()) {
        for (int level = 0; level <= 9; level++) {
          for (int frequency = 0; frequency <= WordEntry.NEVER_SEEN; frequency += 9) {
            WordEntry entry =
                new WordEntry(status, casing, level, frequency, WordEntry.NEVER_SEEN - frequency);
            assertThat(WordEntry.unpack(entry.pack())).isEqualTo(entry);
          }
        }
      }
    }
  }

  /** The lexicon file depends on these numbers. */
  @Test
  void keeps_its_packed_numbers() {
    assertThat(new WordEntry(Status.WEAK, Casing.LOWER, 0, 0, 0).pack()).isZero();
    assertThat(new WordEntry(Status.ACCEPTED, Casing.SPECIAL, 7, 45, 88).pack())
        .isEqualTo(2 | 2 << 2 | 7 << 4 | 45 << 8 | 88 << 15);
  }

  @Test
  void refuses_levels_and_frequencies_out_of_range() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordEntry(Status.WEAK, Casing.LOWER, 10, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordEntry(Status.WEAK, Casing.LOWER, 0, 91, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordEntry(Status.WEAK, Casing.LOWER, 0, 0, -1));
  }

  @Test
  void its_frequency_is_half_general_half_technical() {
    assertThat(frequency(30, 30)).isCloseTo(-3, within(1e-9));
    assertThat(frequency(30, 90)).isCloseTo(-3 - Math.log10(2), within(1e-5));
    assertThat(frequency(90, 90)).isCloseTo(-9, within(1e-9));
  }

  @Test
  void weak_and_rare_words_are_not_proposed() {
    assertThat(new WordEntry(Status.WEAK, Casing.LOWER, 1, 10, 10).isProposable()).isFalse();
    assertThat(new WordEntry(Status.ACCEPTED, Casing.LOWER, 9, 90, 90).isProposable()).isFalse();
    assertThat(new WordEntry(Status.ACCEPTED, Casing.LOWER, 0, 60, 90).isProposable()).isTrue();
    assertThat(new WordEntry(Status.ACCEPTED, Casing.LOWER, 0, 90, 60).isProposable()).isTrue();
    assertThat(new WordEntry(Status.ACCEPTED, Casing.LOWER, 5, 90, 90).isProposable()).isTrue();
  }

  private static double frequency(int general, int technical) {
    return new WordEntry(Status.ACCEPTED, Casing.LOWER, 0, general, technical).logFrequency();
  }
}
