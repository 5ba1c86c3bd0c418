package dev.typofix.corrector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.engine.ModelLoadException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody writes, which files hold nevertheless. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {

  /** Far more than needed, far less than what work that grows with the square would take. */
  private static final Duration BEARABLE = Duration.ofMinutes(5);

  private static final int TEN_MILLION = 10_000_000;

  private final CountingModel model = new CountingModel(TestModel.model());
  private Corrector corrector;

  @BeforeAll
  void open() throws ModelLoadException {
    corrector = Corrector.create(model);
  }

  @AfterAll
  void close() {
    corrector.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "\udc00",
        "\ude00\ud83d",
        "\0",
        "\0\0teh\0\0",
        "\ufeffteh end",
        "😀",
        "👩‍👩‍👧‍👦",
        "e\u0301\u0301\u0301",
        "\u202eteh",
        "\u200b",
        "\r",
        "\n",
        "\t",
        " ",
        "",
        "'",
        "’’’",
        "''''",
        "----",
        "a",
        "I",
        "'s",
        "the'",
        "teh\ud800",
        "\udc00teh",
        "\uffff\ufffe"
      })
  void tiny_texts_are_checked(String text) {
    for (DocumentFormat format : DocumentFormat.values()) {
      for (Finding finding : check(corrector, format.parse(text))) {
        assertThat(finding.end()).isLessThanOrEqualTo(text.length());
      }
    }
  }

  @Test
  void lone_surrogates_do_not_shift_what_follows() {
    String text = "\ud800 \udc00 😀 \0 We will recieve the mail tomorrow. \ud800";
    assertThat(check(corrector, Document.line(text)))
        .extracting(finding -> text.substring(finding.start(), finding.end()))
        .containsExactly("recieve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"😀", "\ud800", "\0", "-", "*", "0", "\ud83d\ude00\u200d", "語"})
  void much_of_what_is_no_word_costs_nothing(String piece) {
    assertUnjudged(piece.repeat(200_000 / piece.length()));
  }

  @Test
  void a_line_of_ten_megabytes_without_blanks_is_no_word() {
    assertUnjudged("x".repeat(TEN_MILLION));
  }

  @Test
  void a_line_of_ten_megabytes_is_checked_until_cancelled() {
    String text = "word, ".repeat(TEN_MILLION / 6);
    checkTenSentences(DocumentFormat.PLAIN_TEXT.parse(text));
  }

  @Test
  void a_hundred_thousand_lines_are_checked() {
    assertTimeoutPreemptively(
        BEARABLE,
        () -> {
          String text = "The same line is in it.\n\n".repeat(50_000);
          assertThat(check(corrector, DocumentFormat.PLAIN_TEXT.parse(text))).isEmpty();
          assertThat(model.takePasses()).isLessThan(10);
        });
  }

  @Test
  void a_hundred_thousand_wrong_lines_have_as_many_findings() {
    assertTimeoutPreemptively(
        BEARABLE,
        () -> {
          String text = "We will recieve the mail tomorrow.\n".repeat(100_000);
          List<Finding> findings = check(corrector, DocumentFormat.LINES.parse(text));
          assertThat(findings).hasSize(100_000);
          assertThat(findings.get(99_999).start()).isEqualTo(99_999 * 35 + 8);
        });
  }

  private void assertUnjudged(String text) {
    assertTimeoutPreemptively(
        BEARABLE,
        () -> {
          model.takePasses();
          assertThat(check(corrector, Document.line(text))).isEmpty();
          assertThat(model.takePasses()).isZero();
        });
  }

  /**
   * Splits the text as a whole, but judges only its beginning: the model's time is not at stake.
   */
  private void checkTenSentences(Document document) {
    assertTimeoutPreemptively(
        BEARABLE,
        () -> {
          int[] sentences = {0};
          CancelCheck afterTen =
              () -> {
                if (++sentences[0] > 10) {
                  throw new CancellationException();
                }
              };
          assertThatExceptionOfType(CancellationException.class)
              .isThrownBy(() -> corrector.check(document, CheckOptions.DEFAULT, afterTen));
          assertThat(sentences[0]).isEqualTo(11);
        });
  }

  private static List<Finding> check(Corrector corrector, Document document) {
    return corrector.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER);
  }
}
