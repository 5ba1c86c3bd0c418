package dev.typofix.tooling.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.lexicon.Lexicon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorClassifierTest {

  private static final ErrorClassifier CLASSIFIER = new ErrorClassifier(Lexicon.embedded());

  @ParameterizedTest
  @CsvSource({
    "wotd, word, KEYBOARD_NEIGHBOUR",
    "compinatiom, combination, TWO_SLIPS",
    "clearlq, clearly, WRONG_CHARACTER",
    "managment, management, DROPPED_CHARACTER",
    "untill, until, DOUBLED_CHARACTER",
    "calculagte, calculate, INSERTED_CHARACTER",
    "teh, the, TRANSPOSED_CHARACTERS",
    "existance, existence, PHONETIC",
    "their, there, HOMOPHONE",
    "Its, It's, HOMOPHONE",
    "previous, precious, CONFUSION",
    "give, gives, INFLECTION",
    "was, were, INFLECTION",
    "a, an, ARTICLE",
    "'', the, ARTICLE",
    "dont, don't, APOSTROPHE",
    "the the, the, REPEATED_WORD",
    "to gether, together, SPLIT_WORD",
    "ofthe, of the, JOINED_WORDS",
    "th ecat, the cat, MOVED_LETTER",
  })
  void errors_are_told_apart(String typed, String meant, ErrorKind kind) {
    assertThat(CLASSIFIER.classify(typed, meant)).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({"git, Git", "running, ''", "'', running", "re-assign, reassign", "cat, elephant"})
  void what_is_no_typing_error_has_no_kind(String typed, String meant) {
    assertThat(CLASSIFIER.classify(typed, meant)).isEmpty();
  }

  @Test
  void every_kind_has_an_id_of_its_own() {
    for (ErrorKind kind : ErrorKind.values()) {
      assertThat(ErrorKind.of(kind.id())).contains(kind);
    }
  }
}
