package dev.typofix.tooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.ngram.NgramsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person reads whose command cannot be carried out. */
final class OneLineProblemsTest {

  @TempDir private Path folder;

  @Test
  void a_missing_input_is_named_in_one_line() {
    assertThat(errorsOf("--input", "missing.txt", "--output", out()))
        .isEqualTo("2 typofix-tooling: missing.txt: no such file or folder\n");
  }

  @Test
  void a_file_that_is_no_gzip_file_is_named_as_such() throws IOException {
    Path file = folder.resolve("text.gz");
    Files.writeString(file, "not zipped");
    assertThat(errorsOf("--input", file.toString(), "--output", out()))
        .startsWith("2 typofix-tooling: an input is no whole gzip file")
        .hasLineCount(1);
  }

  @Test
  void an_unknown_option_points_to_the_help() {
    assertThat(errorsOf("--inputs", "x", "--output", out()))
        .startsWith("2 typofix-tooling: ")
        .contains("ngrams --help")
        .hasLineCount(2);
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String errorsOf(String... arguments) {
    StringWriter errors = new StringWriter();
    CommandLine command = Main.withOneLineProblems(new CommandLine(new NgramsCommand()));
    int code = command.setErr(new PrintWriter(errors)).execute(arguments);
    return code + " " + errors.toString().replace("\r\n", "\n");
  }
}
