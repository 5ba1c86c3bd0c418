package dev.typofix.tooling.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.ngram.NgramCounts;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.ngram.NgramTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is counted, and what is not. */
final class NgramCounterTest {

  private static final String PARAGRAPH =
      "The red house stands near the old river and the green hill.";

  @Test
  void runs_are_kept_from_their_least_count_on() throws IOException {
    NgramCounter counter = new NgramCounter();
    counter.add(PARAGRAPH);
    counter.add(PARAGRAPH);
    counter.add("A red house and a red barn.");
    NgramModel model = model(counter, 2, 2, 3);
    assertThat(bestOrder(model, "a red house")).isEqualTo(2);
    assertThat(bestOrder(model, "a red barn")).isLessThan(3);
    assertThat(bestOrder(model(counter, 1, 1, 1), "a red barn")).isEqualTo(3);
  }

  @Test
  void paragraphs_that_hold_a_text_to_be_judged_are_not_counted() throws IOException {
    NgramCounter counter = new NgramCounter();
    counter.leaveOut("* the red house stands near the old river and so on");
    for (int i = 0; i < 5; i++) {
      counter.add(PARAGRAPH);
      counter.add("Nothing of the kind is said here.");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NgramCounter.Summary summary = counter.write(new int[] {1, 1, 1}, bytes);
    assertThat(summary.dropped()).isEqualTo(5);
    NgramModel model = read(bytes);
    assertThat(bestOrder(model, "red house stands")).isEqualTo(1);
    assertThat(bestOrder(model, "of the kind")).isEqualTo(3);
  }

  private static int bestOrder(NgramModel model, String text) {
    NgramTokens tokens = NgramTokens.of(text);
    return model.typed(tokens, 0, text.length()).bestOrder();
  }

  private static NgramModel model(NgramCounter counter, int... least) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counter.write(least, bytes);
    return read(bytes);
  }

  private static NgramModel read(ByteArrayOutputStream bytes) throws IOException {
    return new NgramModel(NgramCounts.read(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
