package dev.typofix.tooling.evaluate.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Writing token by token, with the embedded model, which has not learnt to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GreedyWriterTest {

  private static final List<String> TEXTS =
      List.of("I will recieve it.", "It is about teh cat.", "It is about teh caf\u00e9.");

  private LanguageModel model;

  @BeforeAll
  void load() throws ModelLoadException {
    model = ModelLoader.load(ModelBundle.embedded("tiny"), LoadOptions.defaults().withThreads(1));
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void what_is_written_does_not_depend_on_the_texts_before() throws EvaluationException {
    try (GreedyWriter writer = new GreedyWriter(model, WritingPrompt.completion)) {
      for (String text : TEXTS) {
        try (GreedyWriter fresh = new GreedyWriter(model, WritingPrompt.completion)) {
          Written written = writer.write(text);
          assertThat(written.text()).isEqualTo(fresh.write(text).text());
          assertThat(written.tokens()).isPositive();
        }
      }
    }
  }

  @Test
  void an_answer_is_one_line_of_limited_length() throws EvaluationException {
    try (GreedyWriter writer = new GreedyWriter(model, WritingPrompt.completion)) {
      for (String text : TEXTS) {
        Written written = writer.write(text);
        assertThat(written.text()).doesNotContain("\n");
        assertThat(written.tokens())
            .isLessThanOrEqualTo(2 * model.tokenizer().tokenize(text).count() + 17);
      }
    }
  }

  @Test
  void a_text_that_does_not_fit_stays_as_it_is() throws EvaluationException {
    String text = "word ".repeat(model.manifest().maximumPositions());
    try (GreedyWriter writer = new GreedyWriter(model, WritingPrompt.completion)) {
      assertThat(writer.write(text)).extracting(Written::text, Written::tokens).contains(text, 0);
    }
  }

  @Test
  void a_model_that_knows_no_chat_is_refused() {
    assertThatThrownBy(() -> new GreedyWriter(model, WritingPrompt.chat))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("use --prompt completion");
  }
}
