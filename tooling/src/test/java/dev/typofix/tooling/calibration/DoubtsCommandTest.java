package dev.typofix.tooling.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DoubtsCommandTest {

  private static final String LINES =
      """
      {"src": "😀 All is well. I will recieve it.", "tgt": "",
       "edits": [{"wrong": "recieve", "right": "receive", "col": 22, "cls": "nonword"}]}
      {"src": "All is well.", "tgt": "", "edits": []}
      {"src": "A tool mended teh line.", "edits": [], "tool": true}
      """
          .replace("\n ", " ");

  @TempDir private Path folder;

  @Test
  void edits_in_doubt_are_written_with_their_sentence_and_label() throws Exception {
    Path input = Files.writeString(folder.resolve("corrections.jsonl"), LINES);
    Path output = folder.resolve("doubts.jsonl");
    assertThat(command(input, output).call()).isZero();
    List<JsonNode> sentences = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      sentences.add(new ObjectMapper().readTree(line));
    }
    assertThat(sentences).hasSize(1);
    assertThat(sentences.get(0).path("text").asText())
        .isEqualTo("😀 All is well. I will recieve it.");
    List<String> right = new ArrayList<>();
    for (JsonNode edit : sentences.get(0).path("edits")) {
      assertThat(edit.path("start").asInt()).isEqualTo(22); // code points
      assertThat(edit.path("end").asInt()).isEqualTo(29);
      if (edit.path("right").asBoolean()) {
        right.add(edit.path("replacement").asText());
      }
    }
    assertThat(right).containsExactly("receive");
    assertThat(folder.resolve("doubts.jsonl.manifest.json")).exists();
  }

  @Test
  void an_earlier_file_is_kept_where_the_input_is_not_understood() throws IOException {
    Path input = Files.writeString(folder.resolve("corrections.jsonl"), "no json");
    Path output = Files.writeString(folder.resolve("doubts.jsonl"), "earlier");
    assertThatExceptionOfType(TextProblem.class)
        .isThrownBy(command(input, output)::call)
        .withMessageContaining("line 1 is not what --layout corrections reads");
    assertThat(output).hasContent("earlier");
  }

  private static DoubtsCommand command(Path input, Path output) {
    DoubtsCommand command = new DoubtsCommand();
    new CommandLine(command)
        .setOut(new PrintWriter(new StringWriter()))
        .parseArgs(
            "--model",
            Path.of("..", "models", "tiny").toString(),
            "--layout",
            "corrections",
            "--input",
            input.toString(),
            "--output",
            output.toString());
    return command;
  }
}
