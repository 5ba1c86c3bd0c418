package dev.typofix.tooling.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

  private final StringWriter error = new StringWriter();

  @Test
  void a_terminal_gets_a_bar_that_is_taken_away_at_the_end() {
    ProgressBar bar = new ProgressBar(new PrintWriter(error), true, "texts");
    bar.show(0.5, 1200);
    assertThat(error.toString())
        .startsWith("\r\u001B[K███████████████░")
        .contains(" 50 % 1,200 texts");
    bar.clear();
    assertThat(error.toString()).endsWith("\r\u001B[K");
  }

  @Test
  void a_share_beyond_the_whole_fills_the_bar() {
    new ProgressBar(new PrintWriter(error), true, "texts").show(1.2, 1);
    assertThat(error.toString()).contains("100 %").doesNotContain("░");
  }

  @Test
  void nothing_is_written_where_no_terminal_is() {
    ProgressBar bar = new ProgressBar(new PrintWriter(error), false, "texts");
    bar.show(0.5, 1);
    bar.clear();
    assertThat(error.toString()).isEmpty();
  }
}
