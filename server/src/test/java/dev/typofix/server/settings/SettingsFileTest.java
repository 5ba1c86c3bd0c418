package dev.typofix.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.server.settings.SettingsReader.Author;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsFileTest {

  private static final Path PATH = Path.of("typofix.toml");

  private static SettingsFile parse(String text) {
    return SettingsFile.parse(PATH, text, TypofixSettings.DEFAULT, Author.USER);
  }

  @Test
  void everySettingCanBeMade() {
    SettingsFile file =
        parse(
            """
            # what we agreed on
            enable = false
            minimumConfidence = 0.25
            fixAllConfidence = 1
            severity = "hint"
            unknownWords = "report"
            maximumFileKilobytes = 10
            dictionaries = ["words.txt"]
            exclude = ["vendor"]
            underCursorDelayMillis = 0
            workspaceDiagnostics = true
            threads = 2
            model = "qwen3-0.6b"
            hub = "https://mirror.example"
            """);
    assertThat(file.read().problems()).isEmpty();
    assertThat(file.read().settings())
        .isEqualTo(
            new TypofixSettings(
                false,
                OptionalDouble.of(.25),
                1,
                SeverityRule.HINT,
                UnknownWords.REPORT,
                10,
                List.of("words.txt"),
                PathPatterns.of(List.of("vendor")),
                0,
                true,
                2,
                Optional.of("qwen3-0.6b"),
                Optional.of("https://mirror.example")));
  }

  @Test
  void anEmptyFileSaysNothing() {
    assertThat(parse("").read()).isEqualTo(new ReadSettings(TypofixSettings.DEFAULT, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enable = 'yes'                 | must be true or false",
        "minimumConfidence = 1.5        | must be a number from 0 to 1",
        "fixAllConfidence = 'high'      | must be a number from 0 to 1",
        "fixAllConfidence = nan         | must be a number from 0 to 1",
        "severity = 'loud'              | must be one of \"auto\", \"error\", \"hint\"",
        "unknownWords = 'maybe'         | must be one of \"ignore\", \"report\"",
        "maximumFileKilobytes = 0       | must be a whole number from 1 to 1048576",
        "maximumFileKilobytes = 1.5     | must be a whole number",
        "threads = 99999999999999999999 | must be a whole number from 0 to 256",
        "dictionaries = 'words.txt'     | must be a list of texts",
        "dictionaries = [1]             | must be a list of texts",
        "exclude = ['[']                | has a pattern that cannot be read",
        "models = ['tiny', 'a', 'b']    | must be [\"tiny\"], or [\"tiny\", \"NAME\"]",
        "models = ['qwen3', 'tiny']     | must be [\"tiny\"], or [\"tiny\", \"NAME\"]",
        "models = 'tiny'                | must be a list of texts",
        "severty = 'hint'               | is no setting; there are: dictionaries, enable",
      })
  void aBadValueIsAProblemAndTheRestHolds(String line, String message) {
    String key = line.substring(0, line.indexOf(' '));
    SettingsFile file = parse("underCursorDelayMillis = 7\n" + line + "\n");
    assertThat(file.read().settings().underCursorDelayMillis()).isEqualTo(7);
    assertThat(file.read().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.message()).startsWith("\"" + key + "\" ").contains(message);
              assertThat(file.rangeOf(problem))
                  .isEqualTo(new SettingsFile.TextRange(27, 27 + key.length()));
            });
  }

  @Test
  void aProjectChoosesAmongTheUsersModelsButBringsNoneAndNoHub() {
    SettingsFile file =
        SettingsFile.parse(
            PATH,
            "model = \"./theirs\"\nhub = \"https://theirs.example\"\n",
            TypofixSettings.DEFAULT,
            Author.PROJECT);
    assertThat(file.read().settings()).isEqualTo(TypofixSettings.DEFAULT);
    assertThat(file.read().problems())
        .extracting(SettingsProblem::message)
        .containsExactly(
            "\"model\" must be a model's name here; only your own settings may name a folder.",
            "\"hub\" can be set in your own settings only, not in a project's.");
    assertThat(
            SettingsFile.parse(
                    PATH, "model = 'qwen3-0.6b'", TypofixSettings.DEFAULT, Author.PROJECT)
                .read()
                .settings()
                .model())
        .contains("qwen3-0.6b");
  }

  @Test
  void twoModelsAreTheEmbeddedOneAndTheOneThatDecides() {
    ReadSettings two = parse("models = ['tiny', 'qwen3-0.6b']").read();
    assertThat(two.problems()).isEmpty();
    assertThat(two.settings().model()).contains("qwen3-0.6b");
    assertThat(parse("models = ['tiny']").read().settings().model()).contains("tiny");
    ReadSettings theirs =
        SettingsFile.parse(
                PATH, "models = ['tiny', './theirs']", TypofixSettings.DEFAULT, Author.PROJECT)
            .read();
    assertThat(theirs.settings().model()).isEmpty();
    assertThat(theirs.problems())
        .singleElement()
        .extracting(SettingsProblem::message)
        .asString()
        .startsWith("\"models\" must be a model's name here");
  }

  @Test
  void oneModelCountsWhereBothSettingsStand() {
    ReadSettings both = parse("model = 'qwen3-1.7b'\nmodels = ['tiny', 'qwen3-0.6b']").read();
    assertThat(both.settings().model()).contains("qwen3-1.7b");
    assertThat(both.problems())
        .singleElement()
        .extracting(SettingsProblem::key)
        .isEqualTo("models");
  }

  @Test
  void whatIsNoTomlIsAProblemAtItsLine() {
    SettingsFile file = parse("threads = 2\nenable = \n");
    assertThat(file.read().settings()).isEqualTo(TypofixSettings.DEFAULT);
    assertThat(file.read().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).startsWith("Not valid TOML: ").doesNotContain("\n");
              assertThat(file.rangeOf(problem).start()).isGreaterThanOrEqualTo(12);
            });
  }

  @Test
  void theNearestFileUpToTheRootIsFound(@TempDir Path folder) throws IOException {
    Path deep = Files.createDirectories(folder.resolve("root/a/b"));
    Files.writeString(folder.resolve("typofix.toml"), "");
    assertThat(SettingsFile.find(deep, folder.resolve("root"))).isEmpty();
    Path outer = Files.writeString(folder.resolve("root/typofix.toml"), "");
    assertThat(SettingsFile.find(deep, folder.resolve("root"))).contains(outer);
    Path inner = Files.writeString(folder.resolve("root/a/typofix.toml"), "");
    assertThat(SettingsFile.find(deep, folder.resolve("root"))).contains(inner);
  }

  @Test
  void aFileThatCannotBeReadIsAProblem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("typofix.toml");
    assertProblem(file, "does not exist");
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertProblem(file, "is not UTF-8 text");
    Files.write(file, "#".repeat(70_000).getBytes(StandardCharsets.UTF_8));
    assertProblem(file, "is larger than 64 kB");
  }

  private static void assertProblem(Path file, String reason) {
    assertThat(SettingsFile.load(file, TypofixSettings.DEFAULT).read().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(file.toString(), reason));
  }
}
