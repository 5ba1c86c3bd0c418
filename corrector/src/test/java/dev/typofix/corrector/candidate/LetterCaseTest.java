package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.sentence.Sentence;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterCaseTest {

  private final LetterCase letterCase = new LetterCase(TestModel.lexicon());
  private final WordScanner scanner = new WordScanner(TestModel.lexicon());

  @ParameterizedTest
  @CsvSource({
    "teh, the, the",
    "Teh, the, The",
    "RECIEVE, receive, RECEIVE",
    "THis, this, This",
    "alot, a lot, a lot",
    "Alot, a lot, A lot",
    "ALOTOF, a lot of, A LOT OF",
    "jsno, json, JSON",
    "Gihub, github, GitHub",
    "lodnon, london, London",
    "im, i'm, I'm",
    "i, i, I",
    "A, an, An",
    "cant, can't, can't",
    "Cant, can't, Can't"
  })
  void gives_a_replacement_the_capitals_of_its_place(String typed, String lower, String expected) {
    Word word = scanner.scan(new Sentence(typed, List.of())).get(0);
    assertThat(letterCase.like(word, lower)).isEqualTo(expected);
  }
}
