package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.lexicon.WordEntry.Status;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedLexiconTest {

  private static final Lexicon LEXICON = Lexicon.embedded();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the", "of", "and", "sentence", "beautiful", "necessary", "accommodate", "separate",
        "don't", "isn't", "we're", "colour", "color", "organise", "organize", "centre",
        "aluminium", "cheque", "travelled", "javascript", "github", "http", "json", "regex",
        "async", "boolean", "config", "metadata", "namespace", "refactor", "runtime", "timestamp",
        "unicode", "linux", "kubernetes", "docker", "monday", "london", "england", "database"
      })
  void holds_common_and_technical_words(String word) {
    assertThat(LEXICON.entry(word).map(WordEntry::status))
        .hasValueSatisfying(status -> assertThat(status).isNotEqualTo(Status.WEAK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"teh", "recieve", "sentenc", "quikc", "thsi", "xqzv", "adn", "wich"})
  void does_not_accept_misspellings(String word) {
    assertThat(LEXICON.entry(word).map(WordEntry::status))
        .matches(status -> status.isEmpty() || status.get() == Status.WEAK);
  }

  @ParameterizedTest
  @CsvSource({
    "teh, the",
    "recieve, receive",
    "seperate, separate",
    "definately, definitely",
    "occured, occurred",
    "adress, address",
    "wich, which"
  })
  void knows_the_corrections_of_common_misspellings(String misspelling, String correction) {
    assertThat(LEXICON.corrections(misspelling)).contains(correction);
  }

  @ParameterizedTest
  @CsvSource({
    "colour, color",
    "organise, organize",
    "centre, center",
    "travelled, traveled",
    "cheque, check",
    "aluminium, aluminum",
    "programme, program",
    "licence, license"
  })
  void knows_regional_variants(String british, String american) {
    assertThat(LEXICON.areVariants(british, american)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"their, there", "its, it's", "than, then", "your, you're", "too, to", "lose, loose"})
  void knows_words_that_are_mixed_up(String one, String other) {
    assertThat(LEXICON.confusions(one)).extracting(Lexicon.Confusion::meant).contains(other);
    assertThat(LEXICON.confusions(other)).extracting(Lexicon.Confusion::meant).contains(one);
    assertThat(LEXICON.areVariants(one, other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "github, GitHub",
    "london, London",
    "json, JSON",
    "javascript, JavaScript",
    "the, the"
  })
  void knows_how_words_are_written(String lower, String form) {
    assertThat(LEXICON.canonicalForm(lower)).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({"teh, the", "sentenc, sentence", "quikc, quick", "stor, store", "som, some"})
  void finds_what_was_meant_near_a_slip(String typed, String meant) {
    Set<String> near = new HashSet<>();
    LEXICON.forEachNear(typed, 1, (word, entry) -> near.add(word));
    assertThat(near).contains(meant);
  }

  @Test
  void common_words_are_more_frequent_than_rare_ones() {
    assertThat(frequency("the")).isGreaterThan(frequency("house"));
    assertThat(frequency("house")).isGreaterThan(frequency("obfuscate"));
  }

  @Test
  void common_slips_are_likelier_than_others() {
    TypingErrorModel slips = LEXICON.typingErrors();
    assertThat(slips.logProb("recieve", "receive"))
        .isGreaterThan(slips.logProb("rqceive", "receive"));
    assertThat(slips.logProb("teh", "the")).isGreaterThan(slips.logProb("qhe", "the"));
    assertThat(slips.logProb("seperate", "separate"))
        .isGreaterThan(slips.logProb("sepkrate", "separate"));
  }

  private static double frequency(String word) {
    return LEXICON.entry(word).orElseThrow().logFrequency();
  }
}
