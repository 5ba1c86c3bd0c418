package dev.typofix.tooling.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** With the embedded model, which corrects. */
final class ChatCommandTest {

  private static final String TYPED = "I think it is a good idea to do this tomorow .";

  @Test
  void a_prompt_is_answered_once() {
    Outcome outcome = chat("", "--prompt", TYPED);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("think it is a good idea").endsWith("\n").hasLineCount(1);
    assertThat(outcome.errors()).containsPattern("\\d+ tokens read .*, \\d+ steps written");
  }

  @Test
  void lines_are_answered_one_by_one_and_do_not_disturb_each_other() {
    String alone = chat("", "--prompt", TYPED).out();
    Outcome outcome = chat("Something else .\n\n" + TYPED + "\n");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).hasLineCount(2).endsWith(alone);
  }

  @Test
  void an_answer_ends_after_the_number_asked_for() {
    Outcome outcome = chat("", "--prompt", TYPED, "--max-tokens", "3");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.errors()).contains("cut off after 3 tokens");
    assertThat(outcome.out().length()).isLessThan(TYPED.length());
    assertThat(chat("", "--prompt", TYPED).out()).startsWith(outcome.out().strip());
  }

  @Test
  void chance_is_repeatable() {
    String first = chat("", "--prompt", TYPED, "--temperature", "2", "--seed", "5").out();
    assertThat(chat("", "--prompt", TYPED, "--temperature", "2", "--seed", "5").out())
        .isEqualTo(first);
    assertThat(chat("", "--prompt", TYPED, "--temperature", "2", "--seed", "6").out())
        .isNotEqualTo(first);
  }

  @Test
  void a_text_that_does_not_fit_is_told() {
    Outcome outcome = chat("", "--prompt", "word ".repeat(3000));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.errors()).contains("more than the model holds");
  }

  private static Outcome chat(String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine command =
        new CommandLine(
                new ChatCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors));
    int code = command.execute(arguments);
    return new Outcome(
        code, out.toString().replace("\r\n", "\n"), errors.toString().replace("\r\n", "\n"));
  }

  private record Outcome(int code, String out, String errors) {}
}
