package dev.typofix.tooling.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.document.ProtectedSpans;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Laws of the generated pairs, over text that is put together at random. */
class GenerateCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path input;
  private String error = "";

  @BeforeEach
  void write_some_text() throws IOException {
    input = folder.resolve("clean.txt");
    Files.writeString(input, SampleProse.documents(140, new Random(7)));
  }

  @Test
  void undoing_the_edits_backwards_restores_the_clean_text() throws IOException {
    for (JsonNode pair : generate("--edits")) {
      StringBuilder text = new StringBuilder(pair.get("clean").asText());
      JsonNode edits = pair.get("edits");
      for (int i = edits.size() - 1; i >= 0; i--) {
        JsonNode edit = edits.get(i);
        int start = text.offsetByCodePoints(0, edit.get("start").asInt());
        int end = text.offsetByCodePoints(0, edit.get("end").asInt());
        assertThat(text.substring(start, end)).isEqualTo(edit.get("original").asText());
        text.replace(start, end, edit.get("replacement").asText());
      }
      assertThat(text.toString()).isEqualTo(pair.get("corrupted").asText());
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes_with_any_number_of_threads() throws IOException {
    generate("--threads", "1", "--count", "1500");
    String one = Files.readString(output());
    generate("--threads", "3", "--count", "1500");
    assertThat(Files.readString(output())).isEqualTo(one);
    assertThat(one.lines()).hasSize(1500);
  }

  @Test
  void another_seed_gives_other_errors() throws IOException {
    generate();
    String one = Files.readString(output());
    run("--input", input.toString(), "--output", output().toString(), "--seed", "2");
    assertThat(Files.readString(output())).isNotEqualTo(one);
  }

  @Test
  void protected_spans_are_never_changed() throws IOException {
    int seen = 0;
    for (JsonNode pair : generate("--edits", "--rate", "0.6")) {
      String clean = pair.get("clean").asText();
      List<Span> spans = ProtectedSpans.of(clean);
      seen += spans.size();
      for (JsonNode edit : pair.get("edits")) {
        int start = clean.offsetByCodePoints(0, edit.get("start").asInt());
        int end = clean.offsetByCodePoints(0, edit.get("end").asInt());
        assertThat(spans).noneMatch(span -> span.start() < end && start < span.end());
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void as_many_words_get_errors_as_the_rate_says() throws IOException {
    generate("--rate", "0.15", "--clean-rate", "0.3");
    JsonNode counts = manifest().path("counts");
    assertThat(
            counts.path("errors").asDouble() / counts.path("words-of-corrupted-texts").asDouble())
        .isCloseTo(0.15, within(0.02));
    assertThat(counts.path("clean-pairs").asDouble() / counts.path("pairs").asDouble())
        .isCloseTo(0.3, within(0.04));
  }

  @Test
  void kinds_are_made_about_as_often_as_configured() throws IOException {
    generate();
    double errors = manifest().at("/counts/errors").asDouble();
    for (var entry : manifest().at("/config/kinds").properties()) {
      double share = manifest().at("/counts/errors-by-kind/" + entry.getKey()).asDouble() / errors;
      assertThat(share).as(entry.getKey()).isCloseTo(entry.getValue().asDouble(), within(0.02));
    }
  }

  @Test
  void natural_texts_mostly_have_one_error() throws IOException {
    List<JsonNode> pairs = generate("--natural", "--edits", "--clean-rate", "0");
    double single = pairs.stream().filter(pair -> pair.get("edits").size() == 1).count();
    assertThat(single / pairs.size()).isGreaterThan(0.9);
  }

  @Test
  void long_contexts_have_the_length_that_was_asked_for() throws IOException {
    List<JsonNode> pairs = generate("--min-tokens", "120", "--max-tokens", "200");
    assertThat(pairs).isNotEmpty();
    for (JsonNode pair : pairs) {
      long tokens = pair.get("clean").asText().split("[^\\w']+").length;
      assertThat(tokens).isBetween(80L, 200L);
    }
  }

  @Test
  void chats_are_split_by_document() throws IOException {
    List<JsonNode> training = generate("--format", "chat", "--validation-share", "0.2");
    List<JsonNode> validation = read(folder.resolve("pairs.validation.jsonl"));
    assertThat(training.get(0).at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(training.get(0).at("/messages/1/role").asText()).isEqualTo("user");
    assertThat(training.get(0).at("/messages/2/role").asText()).isEqualTo("assistant");
    Set<String> seen = new HashSet<>();
    training.forEach(pair -> seen.add(pair.at("/messages/2/content").asText()));
    assertThat(validation)
        .isNotEmpty()
        .noneMatch(pair -> seen.contains(pair.at("/messages/2/content").asText()));
  }

  @Test
  void gzipped_input_gives_what_plain_input_gives() throws IOException {
    generate();
    String plain = Files.readString(output());
    Path zipped = folder.resolve("clean.txt.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(input, stream);
    }
    run("--input", zipped.toString(), "--output", output().toString(), "--seed", "1");
    assertThat(Files.readString(output())).isEqualTo(plain);
  }

  @Test
  void bad_input_gets_one_line_and_leaves_nothing_behind() throws IOException {
    Path latin =
        Files.write(folder.resolve("latin.txt"), "Caf\u00e9 au lait.".getBytes(ISO_8859_1));
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    Path missing = folder.resolve("missing.txt");
    Path config = Files.writeString(folder.resolve("bad.toml"), "[kinds]\nnonsense = 1\n");
    assertRefused("not UTF-8", "--input", latin.toString());
    assertRefused("no text", "--input", empty.toString());
    assertRefused("does not exist", "--input", missing.toString());
    assertRefused("is no file", "--input", folder.toString());
    assertRefused("unknown kind", "--input", input.toString(), "--config", config.toString());
    assertRefused("rate must be", "--input", input.toString(), "--rate", "1.5");
    assertRefused("--natural", "--input", input.toString(), "--rate", "0.1", "--natural");
    assertThat(run("--input", input.toString(), "--seed", "1", "--output", folder + "/no/x.jsonl"))
        .isEqualTo(2);
    assertThat(error).contains("folder does not exist").hasLineCount(1);
  }

  @Test
  void what_is_no_file_is_never_replaced() {
    assertThat(run("--input", input.toString(), "--seed", "1", "--output", folder.toString()))
        .isEqualTo(2);
    assertThat(error).contains("is a folder or a device").hasLineCount(1);
    assertThat(folder).isDirectory();
  }

  @Test
  void the_input_is_never_overwritten() throws IOException {
    String before = Files.readString(input);
    assertThat(run("--input", input.toString(), "--seed", "1", "--output", input.toString()))
        .isEqualTo(2);
    assertThat(Files.readString(input)).isEqualTo(before);
  }

  private void assertRefused(String reason, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--seed", "1", "--output", output().toString()));
    assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(error).contains(reason).hasLineCount(1);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("pairs"));
    }
  }

  private List<JsonNode> generate(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--input", input.toString(), "--output", output().toString(), "--seed", "1"));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(error).isZero();
    return read(output());
  }

  private int run(String... arguments) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new GenerateCommand())
            .setErr(new PrintWriter(errors, true))
            .setOut(new PrintWriter(new StringWriter()))
            .execute(arguments);
    error = errors.toString();
    return exitCode;
  }

  private static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> pairs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      pairs.add(JSON.readTree(line));
    }
    return pairs;
  }

  private JsonNode manifest() throws IOException {
    return JSON.readTree(folder.resolve("pairs.jsonl.manifest.json").toFile());
  }

  private Path output() {
    return folder.resolve("pairs.jsonl");
  }
}
