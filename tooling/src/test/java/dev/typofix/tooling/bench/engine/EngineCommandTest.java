package dev.typofix.tooling.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person runs it, with the embedded model. */
final class EngineCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void each_size_of_calls_has_its_line() {
    assertThat(run("--rows", "1", "5", "--repeats", "2", "--past", "8"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("1 "))
        .anyMatch(line -> line.startsWith("5 "))
        .anyMatch(line -> line.startsWith("one by one "));
  }

  @Test
  void the_passes_of_checked_lines_can_be_put_to_a_model(@TempDir Path folder) throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("lines.jsonl"),
            """
            {"src": "I will recieve it.", "edits": [{"wrong": "recieve", "right": "receive", "col": 7, "cls": "nonword"}]}
            {"src": "It is about teh cat.", "edits": [{"wrong": "teh", "right": "the", "col": 12, "cls": "nonword"}]}
            """);
    int code = run("--rows", "1", "--repeats", "1", "--lines", lines.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("the passes of one checked line (2 lines");
  }

  @Test
  void another_engine_is_refused() {
    assertThat(run("--against", "abacus")).isNotZero();
    assertThat(err.toString()).contains("--against takes llama.cpp");
  }

  @Test
  void missing_weights_for_the_other_engine_are_told_before_anything_is_fetched() {
    assertThat(run("--against", "llama.cpp", "--gguf", "no-such.gguf")).isNotZero();
    assertThat(err.toString()).contains("no-such.gguf: no such file", "bench model");
  }

  private int run(String... arguments) {
    return new CommandLine(new EngineCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
