package dev.typofix.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.server.cli.CommandLineFixture.Outcome;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

  private final Path folder;
  private final CommandLineFixture typofix;

  MainTest(@TempDir Path folder) {
    this.folder = folder;
    this.typofix = new CommandLineFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "fix",
        "lsp",
        "models",
        "models pull",
        "models use",
        "models remove",
        "doctor",
        "completion"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Outcome outcome = typofix.run((command + " --help").split(" "));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Usage: typofix " + command, "Examples:");
    assertThat(outcome.error()).isEmpty();
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(typofix.run("--version").out()).startsWith("typofix ");
  }

  @Test
  void aMissingCommandIsToldWhichThereAre() {
    Outcome outcome = typofix.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("check", "fix", "lsp", "doctor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theCompletionScriptKnowsCommandsAndOptions(String shell) {
    Outcome outcome = typofix.run("completion", shell);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("--min-confidence", "doctor", "pull", "--catalogue", "complete -F");
  }

  @Test
  void theDoctorTellsModelFoldersAndSettings() {
    typofix.file("typofix.toml", "minimumConfidence = 0.75\n");
    Outcome outcome = typofix.run("doctor");
    assertThat(outcome.out())
        .contains("model", "tiny", "can run it", "dictionary", "minimum confidence 0.75")
        .contains(folder.resolve("typofix.toml").toString());
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void theDoctorTellsWhetherEachBackendCanRunTheModel() {
    assertThat(typofix.run("doctor").out())
        .containsPattern("backend coreml +\\S")
        .containsPattern("backend onnx +can run it");
    assertThat(typofix.run("doctor", "--backend", "onnx").out())
        .contains("warning", "onnx was asked for");
  }

  @Test
  void theBackendCanBeChosenAndWhatCameOfItIsTold() {
    typofix.file("a.txt", "good");
    assertThat(typofix.run("check", "--backend", "auto", "a.txt").error())
        .doesNotContain("was asked for");
    assertThat(typofix.run("check", "--backend", "coreml", "a.txt").error())
        .contains("typofix: coreml was asked for");
    Outcome unknown = typofix.run("check", "--backend", "cuda", "a.txt");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.error()).contains("--backend is auto, coreml or onnx, not cuda");
  }

  @Test
  void theDoctorTellsHowSourceFilesAreRead() {
    assertThat(typofix.run("doctor").out()).contains("found with grammars; all load");
    assertThat(
            DoctorCommand.grammars(
                format ->
                    format == DocumentFormat.GO || format == DocumentFormat.RUST
                        ? Optional.of("no library")
                        : Optional.empty()))
        .isEqualTo("comments are found by their marks alone in go, rust (no library)");
  }

  @Test
  void theDoctorSaysWhyAModelDoesNotLoad() {
    Outcome outcome = typofix.run("doctor", "--model", folder.resolve("nowhere").toString());
    assertThat(outcome.out()).contains("does not load").contains("nowhere");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void modelsListsTheEmbeddedOneAndTellsOfBrokenOnes() {
    typofix.file(".local/typofix/models/half/manifest.json", "{");
    Outcome outcome = typofix.run("models", "list");
    assertThat(outcome.out()).contains("tiny", "half  broken: ");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void modelsVerifyFailsForABrokenModel() {
    typofix.file("half/manifest.json", "{");
    Outcome broken = typofix.run("models", "verify", "half");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.error()).contains("half");
    assertThat(typofix.run("models", "verify").out()).contains("tiny  whole and loads");
  }

  @Test
  void theSettingsFileHoldsAndItsErrorsAreWarnings() {
    typofix.file("typofix.toml", "minimumConfidence = 0.95\nexclude = [\"b.txt\"]\nnonsense = 1\n");
    typofix.file("a.txt", "teh sentenc");
    typofix.file("b.txt", "teh");
    Outcome outcome = typofix.run("check");
    assertThat(outcome.out()).contains("a.txt:1:1").doesNotContain("sentenc\"", "b.txt:");
    assertThat(outcome.error()).contains("nonsense").contains("excluded by the settings");
    assertThat(typofix.run("check", "--min-confidence=0.5", "a.txt").out()).contains("sentenc\"");
  }

  @Test
  void theDictionariesOfUserWorkspaceAndOtherToolsHold() {
    typofix.file("a.txt", "teh sentenc too");
    typofix.file(".config/typofix/dictionary.txt", "teh\n");
    typofix.file(".typofix-words.txt", "# ours\nsentenc\n");
    typofix.file("cspell.json", "{\"words\": [\"too\"]}");
    assertThat(typofix.run("check", "a.txt").exitCode()).isZero();
  }

  @Test
  void aWordCanBeAddedToTheWorkspaceWhileFixing() {
    typofix.file("a.txt", "teh cat, teh dog");
    Outcome outcome = typofix.runOn("d\n", "fix", "--interactive", "a.txt");
    assertThat(outcome.out()).contains("added to");
    assertThat(folder.resolve(".typofix-words.txt")).hasContent("teh\n");
    assertThat(folder.resolve("a.txt")).hasContent("teh cat, teh dog");
    assertThat(typofix.run("check", "a.txt").exitCode()).isZero();
  }

  @Test
  void anInputThatMemoryCannotHoldIsOneLineThatSaysWhatToDo() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] bytes, int start, int length) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    Outcome outcome = typofix.runOn(endless, "fix");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.error()).contains("memory", "TYPOFIX_JAVA_OPTS").hasLineCount(1);
  }
}
