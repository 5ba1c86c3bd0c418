package dev.typofix.corrector.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

  private static final String TEXT = "These two file were (re)read by it, `x` said the file.";

  private final Surroundings surroundings = new Surroundings(TEXT);

  @Test
  void tells_what_stands_before_and_behind_a_place() {
    int start = TEXT.indexOf("file");
    int end = start + "file".length();
    assertThat(surroundings.before(start, 1)).isEqualTo(WordClass.PLURAL_POINTER);
    assertThat(surroundings.before(start, 2)).isEqualTo(WordClass.PLURAL_POINTER);
    assertThat(surroundings.before(start, 3)).isEqualTo(WordClass.NONE);
    assertThat(surroundings.after(end, 1)).isEqualTo(WordClass.PLURAL_BE);
    assertThat(surroundings.after(end, 2)).isEqualTo(WordClass.OPENING);
    assertThat(surroundings.after(TEXT.length(), 1)).isEqualTo(WordClass.NONE);
  }

  @Test
  void counts_a_word_at_other_places() {
    int start = TEXT.indexOf("file");
    assertThat(surroundings.countElsewhere("file", start, start + 4)).isEqualTo(1);
    assertThat(surroundings.countElsewhere("file", 0, 2)).isEqualTo(2);
    assertThat(surroundings.countElsewhere("files", 0, 2)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "The,DEFINITE_ARTICLE",
    "doesn’t,MODAL",
    "hasn't,NEGATED",
    "compiler's,POSSESSIVE",
    "files,S_ENDING",
    "class,OTHER_WORD",
    "working,ING_ENDING",
    "42,NUMBER",
    "`,CODE_OR_QUOTE",
    "'',NONE",
  })
  void classes_words_by_lists_and_endings(String token, WordClass expected) {
    assertThat(WordClass.of(token)).isEqualTo(expected);
  }
}
