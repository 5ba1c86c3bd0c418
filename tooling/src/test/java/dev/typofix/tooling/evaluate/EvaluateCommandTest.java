package dev.typofix.tooling.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person runs it. */
final class EvaluateCommandTest {

  private static final String LABELLED =
      """
      {"src": "I will recieve it.", "edits": [{"wrong": "recieve", "right": "receive", "col": 7, "cls": "nonword"}]}
      {"src": "It is about teh cat.", "edits": [{"wrong": "teh", "right": "the", "col": 12, "cls": "nonword"}]}
      """;

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path labelled = Path.of("");

  @BeforeEach
  void writeLines() throws IOException {
    labelled = Files.writeString(folder.resolve("lines.jsonl"), LABELLED);
  }

  @Test
  void a_run_leaves_a_complete_report_and_nothing_else() throws IOException {
    Path clean =
        Files.writeString(folder.resolve("clean.tsv"), "made-up\tThis is a clean sentence.\n");
    int code =
        run("--labelled", labelled.toString(), "--clean", clean.toString(), "--output", output());
    assertThat(code).as(err.toString()).isZero();
    try (Stream<Path> files = Files.list(Path.of(output()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.json", "report.html");
    }
    JsonNode report = new ObjectMapper().readTree(Path.of(output(), "report.json").toFile());
    assertThat(report.at("/checkers/0/scores/pooled/f05").asDouble()).isEqualTo(1);
    assertThat(report.at("/checkers/0/latency/texts").asInt()).isPositive();
    assertThat(Path.of(output(), "report.html"))
        .content()
        .contains("<svg", "Evaluation of tiny")
        .doesNotContain("<link", " src=", "@import");
    assertThat(report.at("/manifest/inputs/0/sha256").asText()).hasSize(64);
    assertThat(report.at("/manifest/model/files").has("model.onnx")).isTrue();
  }

  @Test
  void a_missing_file_is_told_in_one_line() {
    assertFails("no such file", folder.resolve("missing.jsonl"));
  }

  @Test
  void an_empty_file_is_told_in_one_line() throws IOException {
    assertFails("empty", Files.writeString(folder.resolve("empty.jsonl"), ""));
  }

  @Test
  void another_encoding_is_told_in_one_line() throws IOException {
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, "{\"src\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertFails("not UTF-8", latin);
  }

  @Test
  void a_gzip_that_was_cut_off_is_told_in_one_line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(LABELLED.repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    assertFails("cut off", Files.write(folder.resolve("half.jsonl.gz"), half));
  }

  @Test
  void a_line_that_is_no_json_is_named() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), LABELLED + "{oh no\n");
    assertFails("broken.jsonl:3: no JSON", broken);
  }

  @Test
  void an_edit_beside_its_text_is_named() throws IOException {
    Path shifted =
        Files.writeString(
            folder.resolve("shifted.jsonl"), LABELLED.replace("\"col\": 12", "\"col\": 99"));
    assertFails("shifted.jsonl:2: an edit's", shifted);
  }

  @Test
  void lines_without_anything_to_find_are_refused() throws IOException {
    Path tool =
        Files.writeString(
            folder.resolve("tool.jsonl"), LABELLED.replace("\"src\"", "\"tool\": true, \"src\""));
    assertFails("no line with an edit that counts", tool);
  }

  @Test
  void a_clean_file_without_tabs_is_named() throws IOException {
    Path clean = Files.writeString(folder.resolve("clean.tsv"), "no tab here\n");
    int code =
        run("--labelled", labelled.toString(), "--clean", clean.toString(), "--output", output());
    assertOneLine(code, "clean.tsv:1: no tab");
  }

  @Test
  void a_missing_model_is_told_in_one_line() {
    int code =
        run(
            "--model",
            folder.resolve("nowhere").toString(),
            "--labelled",
            labelled.toString(),
            "--output",
            output());
    assertOneLine(code, "no such folder");
  }

  @Test
  void a_hugging_face_folder_needs_a_calibration() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    int code =
        run(
            "--model",
            folder.toString(),
            "--calibration",
            folder.resolve("missing.json").toString(),
            "--labelled",
            labelled.toString(),
            "--output",
            output());
    assertOneLine(code, "name the model's calibration with --calibration");
  }

  @Test
  void an_output_that_is_a_file_is_told_in_one_line() {
    int code = run("--labelled", labelled.toString(), "--output", labelled.toString());
    assertOneLine(code, "cannot be written");
    assertThat(labelled).hasContent(LABELLED);
  }

  @Test
  void an_earlier_report_outlives_a_run_that_fails() throws IOException {
    Files.createDirectories(Path.of(output()));
    Path earlier = Files.writeString(Path.of(output(), "report.json"), "{}");
    run("--labelled", folder.resolve("missing").toString(), "--output", output());
    assertThat(earlier).hasContent("{}");
  }

  @Test
  void a_run_that_fails_leaves_no_empty_folder() {
    Path nested = folder.resolve("made").resolve("for").resolve("it");
    run("--labelled", folder.resolve("missing").toString(), "--output", nested.toString());
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void a_folder_that_was_there_stays() throws IOException {
    Files.createDirectories(Path.of(output()));
    run("--labelled", folder.resolve("missing").toString(), "--output", output());
    assertThat(Path.of(output())).isEmptyDirectory();
  }

  private void assertFails(String message, Path input) {
    assertOneLine(run("--labelled", input.toString(), "--output", output()), message);
    assertThat(Path.of(output())).doesNotExist();
  }

  private void assertOneLine(int code, String message) {
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains(message);
  }

  private String output() {
    return folder.resolve("report").toString();
  }

  private int run(String... arguments) {
    CommandLine command = new CommandLine(new EvaluateCommand());
    command.setErr(new PrintWriter(err, true));
    command.setOut(new PrintWriter(new StringWriter(), true));
    return command.execute(arguments);
  }
}
