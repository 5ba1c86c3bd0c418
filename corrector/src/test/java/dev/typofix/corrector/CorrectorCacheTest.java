package dev.typofix.corrector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.corrector.document.Passage;
import dev.typofix.engine.ModelLoadException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sentences the model is asked about. */
class CorrectorCacheTest {

  private static final String TEXT =
      "The first paragraph is fine.\n\nWe recieve mail.\n\nThe last paragraph is fine.\n";

  private final CountingModel model = new CountingModel(TestModel.model());
  private Corrector corrector;

  @BeforeEach
  void open() throws ModelLoadException {
    corrector = Corrector.create(model);
  }

  @AfterEach
  void close() {
    corrector.close();
    assertThat(model.openSessions()).isZero();
  }

  @Test
  void a_document_that_did_not_change_costs_nothing() {
    List<Finding> first = check(TEXT, CheckOptions.DEFAULT);
    assertThat(model.takePasses()).isGreaterThanOrEqualTo(3);
    assertThat(check(TEXT, CheckOptions.DEFAULT)).isEqualTo(first).isNotEmpty();
    assertThat(model.takePasses()).isZero();
  }

  @Test
  void only_the_sentence_that_changed_is_judged() {
    String edited = TEXT.replace("The first", "Our first");
    check("Our first paragraph is fine.\n", CheckOptions.DEFAULT);
    int ofOneSentence = model.takePasses();
    try (Corrector other = createAnother()) {
      other.check(DocumentFormat.PLAIN_TEXT.parse(TEXT), CheckOptions.DEFAULT, CancelCheck.NEVER);
      model.takePasses();
      other.check(DocumentFormat.PLAIN_TEXT.parse(edited), CheckOptions.DEFAULT, CancelCheck.NEVER);
    }
    assertThat(model.takePasses()).isEqualTo(ofOneSentence).isPositive();
  }

  @Test
  void a_sentence_that_only_moved_is_not_judged_again() {
    List<Finding> before = check(TEXT, CheckOptions.DEFAULT);
    model.takePasses();
    List<Finding> after = check("\n\n   " + TEXT, CheckOptions.DEFAULT);
    assertThat(model.takePasses()).isZero();
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.get(0).start()).isEqualTo(before.get(0).start() + 5);
  }

  @Test
  void other_options_cost_nothing() {
    check(TEXT, CheckOptions.DEFAULT);
    model.takePasses();
    CheckOptions accepting =
        new CheckOptions(OptionalDouble.of(0.2), word -> true, UnknownWords.IGNORE);
    assertThat(check(TEXT, accepting)).isEmpty();
    assertThat(model.takePasses()).isZero();
  }

  @Test
  void the_same_words_with_something_protected_are_another_sentence() {
    String text = "We recieve mail.";
    assertThat(corrector.check(Document.line(text), CheckOptions.DEFAULT, CancelCheck.NEVER))
        .isNotEmpty();
    Document code =
        new Document(text, List.of(Passage.whole(text, List.of(new Passage.Span(3, 10)))));
    assertThat(corrector.check(code, CheckOptions.DEFAULT, CancelCheck.NEVER)).isEmpty();
  }

  @Test
  void a_cancelled_check_keeps_what_it_judged() {
    int[] asked = {0};
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                corrector.check(
                    DocumentFormat.PLAIN_TEXT.parse(TEXT),
                    CheckOptions.DEFAULT,
                    () -> {
                      if (asked[0]++ == 2) {
                        throw new CancellationException();
                      }
                    }));
    int before = model.takePasses();
    check(TEXT, CheckOptions.DEFAULT);
    int rest = model.takePasses();
    assertThat(before).isGreaterThanOrEqualTo(2);
    assertThat(rest).isPositive().isLessThan(before);
  }

  @Test
  void text_without_words_is_not_judged() {
    assertThat(check("12 + 34 = 46 😀 …\n\n§ 語 ***\n", CheckOptions.DEFAULT)).isEmpty();
    assertThat(model.takePasses()).isZero();
  }

  @Test
  void closing_twice_has_no_effect() {
    corrector.close();
    corrector.close();
    assertThat(model.openSessions()).isZero();
  }

  private Corrector createAnother() {
    try {
      return Corrector.create(model);
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Finding> check(String text, CheckOptions options) {
    return corrector.check(DocumentFormat.PLAIN_TEXT.parse(text), options, CancelCheck.NEVER);
  }
}
