package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.RandomWords;
import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.candidate.Word.Shape;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.sentence.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordScannerTest {

  private final WordScanner scanner = new WordScanner(TestModel.lexicon());

  @Test
  void finds_words_between_anything_else() {
    assertThat(typed("Thi sis a test, (sentenc) \"with\" typos!"))
        .containsExactly("Thi", "sis", "a", "test", "sentenc", "with", "typos");
    assertThat(typed("well-known and/or a—b"))
        .containsExactly("well", "known", "and", "or", "a", "b");
  }

  @Test
  void keeps_apostrophes_within_words_only() {
    assertThat(typed("don't 'quoted' users' o'clock"))
        .containsExactly("don't", "quoted", "users", "o'clock");
    assertThat(typed("don’t ‘quoted’")).containsExactly("don't", "quoted");
  }

  @Test
  void a_possessive_has_its_noun_as_base() {
    assertThat(word("compilr's").base()).isEqualTo("compilr");
    assertThat(word("compilr's").possessiveEnding()).isEqualTo("'s");
    assertThat(word("compiler's").isKnown()).isTrue();
    assertThat(word("it's").base()).isEqualTo("it's");
    assertThat(word("it's").possessiveEnding()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x86", "utf8", "3rd", "a_name", "_name", "naïve", "Ελλάδα", "слово", "語", "42", "…"
      })
  void leaves_out_what_is_no_english_word(String text) {
    assertThat(typed(text)).isEmpty();
  }

  @Test
  void leaves_out_words_of_more_than_forty_letters() {
    assertThat(typed("a" + "b".repeat(40))).isEmpty();
    assertThat(typed("a" + "b".repeat(39))).hasSize(1);
  }

  @Test
  void leaves_out_protected_words() {
    Sentence sentence = new Sentence("call tset now", List.of(new Span(5, 9)));
    assertThat(scanner.scan(sentence)).extracting(Word::typed).containsExactly("call", "now");
    Sentence half = new Sentence("call tset now", List.of(new Span(8, 10)));
    assertThat(scanner.scan(half)).extracting(Word::typed).containsExactly("call", "now");
  }

  @ParameterizedTest
  @CsvSource({
    "word, LOWER",
    "don't, LOWER",
    "Word, CAPITALIZED",
    "A, CAPITALIZED",
    "HTTP, UPPER",
    "DON'T, UPPER",
    "THis, MIXED",
    "camelCase, MIXED",
    "GitHub, MIXED"
  })
  void tells_how_letters_are_capitalized(String typed, Shape shape) {
    assertThat(word(typed).shape()).isEqualTo(shape);
  }

  @Test
  void a_name_is_known_with_a_capital_only() {
    assertThat(word("London").isKnown()).isTrue();
    assertThat(word("london").isKnown()).isFalse();
    assertThat(word("Xqzvorp").isKnown()).isFalse();
    assertThat(word("house").isKnown()).isTrue();
    assertThat(word("stor").isKnown()).as("a word that hardly anybody writes").isFalse();
    assertThat(word("House").isKnown()).isTrue();
  }

  @Test
  void words_are_in_order_and_as_they_stand() {
    RandomWords random = new RandomWords(8, "abcXY'’-_1 é😀\ud800 ,.");
    for (int i = 0; i < 1_000; i++) {
      String text = "x " + random.next(0, 60);
      int end = 0;
      for (Word word : scanner.scan(new Sentence(text, List.of()))) {
        assertThat(word.start()).isGreaterThanOrEqualTo(end);
        assertThat(text.substring(word.start(), word.end()).replace('’', '\''))
            .isEqualTo(word.typed())
            .matches("[A-Za-z][A-Za-z']*");
        assertThat(word.lower()).isEqualToIgnoringCase(word.typed());
        assertThat(word.base() + word.possessiveEnding()).isEqualTo(word.lower());
        end = word.end();
      }
    }
  }

  private Word word(String typed) {
    return scanner.scan(new Sentence(typed, List.of())).get(0);
  }

  private List<String> typed(String text) {
    return scanner.scan(new Sentence(text, List.of())).stream().map(Word::typed).toList();
  }
}
