package dev.typofix.corrector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.engine.ModelLoadException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectorTest {

  private Corrector corrector;

  @BeforeAll
  void open() throws ModelLoadException {
    corrector = Corrector.create(TestModel.model());
  }

  @AfterAll
  void close() {
    corrector.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thi sis a test sentenc with typos | This is a test sentence with typos",
      })
  void fixes_its_examples_at_once(String typed, String meant) {
    assertThat(FixedText.of(corrector, typed)).isEqualTo(meant);
    assertThat(FixedText.of(corrector, meant)).isEqualTo(meant);
  }

  @Test
  void leaves_a_word_alone_that_stands_three_times_in_a_row() {
    assertThat(check("And so on, blah blah blah, until the end.", atLeast(0.1)))
        .noneMatch(finding -> finding.kind() == FindingKind.REPEATED_WORD);
  }

  @ParameterizedTest
  @CsvSource({
    "'We will recieve the mail tomorrow.', misspelling, receive",
    "'It was the the end of it.', repeated-word, ''",
    "'You need atleast two of them.', joined-words, at least",
    "'Thi sis a good example of it.', split-word, This is",
  })
  void tells_what_kind_of_error_it_found(String line, String kind, String replacement) {
    assertThat(check(line, atLeast(0.1)))
        .anySatisfy(
            finding -> {
              assertThat(finding.kind().code()).isEqualTo(kind);
              assertThat(finding.replacements()).startsWith(replacement);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The colour of the town centre is grey in winter.",
        "We organise a programme for our neighbours every year.",
        "She travelled with a cheque and an aluminium case.",
        "The behaviour of the program is his favourite subject.",
        "They analyse the catalogue and licence the software.",
        "The color of the town center is gray in winter.",
        "We organize a program for our neighbors every year.",
        "She traveled with a check and an aluminum case.",
        "The harbour has a jewellery shop beside the theatre.",
        "He realised that the defence was cancelled.",
      })
  void regional_spellings_are_no_errors(String line) {
    assertThat(check(line, CheckOptions.DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox jumps over the lazy dog.",
        "Run `git comit --ammend` and see https://exmaple.org/teh for more.",
        "This function returns the number of bytes that were written to the stream.",
        "Please open an issue on GitHub if you find a bug in the JSON parser.",
      })
  void good_text_has_no_findings(String line) {
    assertThat(check(line, CheckOptions.DEFAULT)).isEmpty();
  }

  @Test
  void a_sentence_of_very_many_tokens_is_judged_in_parts() {
    String line =
        "😀🐛🎉🚀".repeat(60) + " We will recieve it " + "語✅".repeat(80) + " and see teh end";
    assertThat(typed(line, CheckOptions.DEFAULT)).containsExactly("recieve", "teh");
  }

  @Test
  void offsets_are_those_of_the_document() {
    String text = "😀 \tFirst line.\r\n\r\n* We will recieve `teh` mail — tomorrow.\r\n";
    List<Finding> findings =
        corrector.check(
            DocumentFormat.MARKDOWN.parse(text), CheckOptions.DEFAULT, CancelCheck.NEVER);
    assertThat(findings).hasSize(1);
    Finding finding = findings.get(0);
    assertThat(text.substring(finding.start(), finding.end())).isEqualTo("recieve");
  }

  @Test
  void words_of_the_vocabulary_are_right() {
    String line = "We will recieve teh mail tomorrow.";
    Vocabulary vocabulary = Set.of("recieve")::contains;
    assertThat(typed(line, CheckOptions.DEFAULT)).contains("recieve", "teh");
    assertThat(
            typed(line, new CheckOptions(OptionalDouble.empty(), vocabulary, UnknownWords.IGNORE)))
        .contains("teh")
        .doesNotContain("recieve");
  }

  @Test
  void findings_below_the_least_confidence_are_left_out() {
    String line = "I went too the stor to buy som milk, becuase there was non left.";
    List<Finding> all = check(line, atLeast(0));
    for (double least : new double[] {0.1, 0.5, 0.9, 0.99, 1}) {
      List<Finding> some = check(line, atLeast(least));
      assertThat(some).allMatch(finding -> finding.confidence() >= least);
      assertThat(some.size()).isLessThanOrEqualTo(all.size());
    }
    assertThat(all).isNotEmpty();
    assertThat(check(line, atLeast(1))).isEmpty();
  }

  @Test
  void stops_between_sentences_when_nobody_waits_any_more() {
    Document document =
        DocumentFormat.PLAIN_TEXT.parse("One line.\n\nAnother line.\n\nA third line.\n");
    AtomicInteger asked = new AtomicInteger();
    CancelCheck second =
        () -> {
          if (asked.incrementAndGet() == 2) {
            throw new CancellationException();
          }
        };
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> corrector.check(document, CheckOptions.DEFAULT, second));
    assertThat(asked).hasValue(2);
    assertThat(corrector.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER)).isEmpty();
  }

  private List<Finding> check(String line, CheckOptions options) {
    return corrector.check(Document.line(line), options, CancelCheck.NEVER);
  }

  private List<String> typed(String line, CheckOptions options) {
    return check(line, options).stream()
        .map(finding -> line.substring(finding.start(), finding.end()))
        .toList();
  }

  private static CheckOptions atLeast(double confidence) {
    return new CheckOptions(OptionalDouble.of(confidence), Vocabulary.EMPTY, UnknownWords.IGNORE);
  }
}
