package dev.typofix.tooling.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class FeaturesCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                         | has no texts",
        "no json                                                    | line 1 is not what --layout",
        "{\"src\":\"ab\",\"edits\":[{\"col\":9,\"wrong\":\"a\"}]} | line 1 is not what --layout",
      })
  void what_the_layout_does_not_read_is_named_and_an_earlier_table_kept(String line, String says)
      throws IOException {
    Path input = Files.writeString(folder.resolve("corrections.jsonl"), line);
    Path output = Files.writeString(folder.resolve("table.tsv.gz"), "earlier");
    FeaturesCommand command = new FeaturesCommand();
    new CommandLine(command)
        .parseArgs(
            "--model",
            "nowhere",
            "--layout",
            "corrections",
            "--input",
            input.toString(),
            "--output",
            output.toString());
    assertThatExceptionOfType(TextProblem.class)
        .isThrownBy(command::call)
        .withMessageStartingWith(input.toString())
        .withMessageContaining(says);
    assertThat(output).hasContent("earlier");
  }
}
