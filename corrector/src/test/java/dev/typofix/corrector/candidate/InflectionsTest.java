package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InflectionsTest {

  @ParameterizedTest
  @CsvSource({
    "file, files",
    "files, file",
    "match, matches",
    "matches, match",
    "use, used",
    "used, use",
    "use, using",
    "using, use",
    "stopped, stop",
    "running, run",
    "entry, entries",
    "entries, entry",
    "carried, carry",
    "quick, quickly",
    "call, caller",
    "called, calls",
    "calling, called",
    "translation, translate"
  })
  void spells_out_the_forms_around_a_word(String word, String form) {
    assertThat(Inflections.formsOf(word)).contains(form);
  }

  @Test
  void gives_each_form_once_and_never_the_word_itself() {
    RandomWords words = new RandomWords(9, "abdeilnorsy");
    for (int i = 0; i < 2_000; i++) {
      String word = words.next(1, 8);
      assertThat(Inflections.formsOf(word))
          .as(word)
          .doesNotHaveDuplicates()
          .doesNotContain(word)
          .allMatch(form -> form.length() > 1);
    }
  }
}
