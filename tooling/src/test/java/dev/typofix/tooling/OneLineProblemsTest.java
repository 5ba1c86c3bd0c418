package dev.typofix.tooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.ngram.NgramsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
        .isEqualTo("2 typofix-tooling: missing.txt does not exist; check its path\n");
  }

  @Test
  void a_gzip_file_that_was_cut_off_is_named_as_such() throws IOException {
    Path file = folder.resolve("text.gz");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1});
    assertThat(errorsOf("--input", file.toString(), "--output", out()))
        .isEqualTo("2 typofix-tooling: " + file + " is a damaged gzip file; fetch it again\n");
  }

  @Test
  void another_encoding_is_named_with_its_line() throws IOException {
    Path file = folder.resolve("latin-1.txt");
    Files.writeString(file, "caf\u00e9\n", StandardCharsets.ISO_8859_1);
    assertThat(errorsOf("--input", file.toString(), "--output", out()))
        .startsWith("2 typofix-tooling: " + file + " is not UTF-8 text after line 0")
        .hasLineCount(1);
  }

  @Test
  void nothing_to_count_leaves_the_earlier_counts_alone() throws IOException {
    Path file = folder.resolve("empty.txt");
    Files.writeString(file, "\n\n");
    Files.writeString(Path.of(out()), "earlier");
    assertThat(errorsOf("--input", file.toString(), "--output", out()))
        .startsWith("2 typofix-tooling: no text to count")
        .hasLineCount(1);
    assertThat(Path.of(out())).hasContent("earlier");
  }

  @Test
  void what_counts_were_made_of_stands_beside_them() throws IOException {
    Path file = folder.resolve("text.txt");
    Files.writeString(file, "one two three\none two three\n");
    assertThat(errorsOf("--input", file.toString(), "--output", out())).isEqualTo("0 ");
    assertThat(Files.readString(Path.of(out() + ".manifest.json")))
        .contains("\"command\" : \"ngrams\"", "\"file\" : \"text.txt\"", "\"sha256\"");
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
