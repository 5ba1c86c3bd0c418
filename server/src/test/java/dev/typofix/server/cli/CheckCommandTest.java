package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.cli.CommandLineFixture.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {

  private final CommandLineFixture typofix;

  CheckCommandTest(@TempDir Path folder) {
    typofix = new CommandLineFixture(folder);
  }

  @Test
  void findingsAreShownInTheirLine() {
    typofix.file("docs/a.txt", "A line.\n\tThis is teh 日本 sentenc.\r\n");
    Outcome outcome = typofix.run("check", "docs");
    assertThat(outcome.out())
        .isEqualTo(
            """
            docs/a.txt:2:10: "teh" → "the" or "ten" or "tech"  misspelling, 99 %
             2 | \tThis is teh 日本 sentenc.
               | \t        ^^^
            docs/a.txt:2:17: "sentenc" → "sentence"  misspelling, 90 %
             2 | \tThis is teh 日本 sentenc.
               | \t                 ^^^^^^^
            """);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).matches("1 file, 7 words, 2 findings in \\d+\\.\\d s\\R");
  }

  @Test
  void cleanFilesExitWithZero() {
    typofix.file("a.txt", "All is well.\n");
    Outcome outcome = typofix.run("check");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void theOrderIsThatOfTheNames() {
    typofix.file("b/z.txt", "teh");
    typofix.file("b/a.txt", "teh");
    typofix.file("a.txt", "teh");
    assertThat(
            typofix
                .run("check", "--format", "json")
                .out()
                .lines()
                .map(line -> line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1")))
        .containsExactly("a.txt", "b/a.txt", "b/z.txt");
  }

  @Test
  void whatIsNoTextIsSkippedWithACount() {
    typofix.file("a.bin", new byte[] {1, 0, 2});
    typofix.file("b.txt", "caf\u00e9 teh".getBytes(ISO_8859_1));
    typofix.file("package-lock.json", "teh");
    typofix.file("large.txt", "teh ".repeat(1000));
    Outcome outcome = typofix.run("check", "--max-size", "0.001");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error())
        .contains("1 binary", "1 not valid UTF-8", "1 too large", "1 vendored");
  }

  @Test
  void aFileThatIsNamedIsCheckedWhateverItsNameAndSize() {
    typofix.file("package-lock.json", "teh ".repeat(1000));
    assertThat(typofix.run("check", "--max-size", "0.001", "package-lock.json").exitCode())
        .isEqualTo(1);
  }

  @Test
  void aMissingPathIsAFailure() {
    Outcome outcome = typofix.run("check", "nowhere");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("nowhere does not exist");
  }

  @Test
  void aCrashOverOneFileDoesNotLoseTheOthers() {
    typofix.file("a.txt", "crashnow");
    typofix.file("b.txt", "teh");
    Outcome outcome = typofix.run("check");
    assertThat(outcome.out()).contains("b.txt:1:1");
    assertSaysWithoutTheText(outcome, "a.txt: could not be checked", 2);
    assertThat(outcome.error()).contains("1 problem");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void aCrashOverStandardInputIsOneLineWithoutTheText() {
    for (String format : List.of("text", "json", "sarif")) {
      Outcome outcome = typofix.runOn("crashnow", "check", "--format", format, "-");
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertSaysWithoutTheText(outcome, "<stdin>: could not be checked", 1);
    }
  }

  @Test
  void aCrashOverOneLineIsToldAndTheOtherLinesAreAnswered() {
    Outcome outcome =
        typofix.runOn("teh\ncrashnow\ntoo\n", "check", "--lines", "--format", "json", "-q");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out().lines()).hasSize(3).element(1).isEqualTo("{\"findings\":[]}");
    assertSaysWithoutTheText(outcome, "line 2 of <stdin>: could not be checked", 1);
  }

  private static void assertSaysWithoutTheText(Outcome outcome, String message, int lines) {
    assertThat(outcome.error())
        .contains(message, "please report", "IllegalStateException")
        .doesNotContain("crashnow", "secret", "\tat ");
    assertThat(outcome.error().lines()).hasSize(lines);
  }

  @Test
  void standardInputIsReadAsTheFileThatItIsCalled() {
    Outcome outcome = typofix.runOn("teh", "check", "--stdin-filename", "docs/a.md");
    assertThat(outcome.out()).startsWith("docs/a.md:1:1:");
    assertThat(typofix.runOn("teh", "check", "-").out()).startsWith("<stdin>:1:1:");
  }

  @Test
  void quietPrintsNoSummary() {
    typofix.file("a.txt", "teh");
    assertThat(typofix.run("check", "--quiet").error()).isEmpty();
  }

  @Test
  void coloursComeWhenAskedForOnly() {
    typofix.file("a.txt", "teh");
    assertThat(typofix.run("check", "--color", "always").out()).contains("\u001B[");
    assertThat(typofix.run("check", "--color=never").out()).doesNotContain("\u001B[");
    assertThat(typofix.run("check").out()).doesNotContain("\u001B[");
  }

  @Test
  void controlSequencesOfAFileDoNotReachTheTerminal() {
    typofix.file("a.txt", "\u001B[31m teh \u202E");
    assertThat(typofix.run("check").out()).doesNotContain("\u001B").doesNotContain("\u202E");
  }

  @Test
  void aVeryLongLineIsShownInPart() {
    typofix.file("a.txt", "word ".repeat(2_000_000) + "teh" + " word".repeat(1000));
    Outcome outcome = typofix.run("check", "a.txt");
    assertThat(outcome.out()).startsWith("a.txt:1:10000001:").hasSizeLessThan(500);
    assertThat(outcome.out()).contains("…").contains("^^^");
  }

  @Test
  void aHundredThousandLinesAreChecked() {
    typofix.file("a.txt", "a teh\n".repeat(100_000));
    Outcome outcome = typofix.run("check", "--format=github");
    assertThat(outcome.out().lines()).hasSize(100_000);
    assertThat(outcome.out()).contains("line=100000,");
  }

  @Test
  void unknownWordsAreReportedOnRequest() {
    typofix.file("a.txt", "xqzt");
    assertThat(typofix.run("check").exitCode()).isZero();
    Outcome outcome = typofix.run("check", "--unknown-words");
    assertThat(outcome.out()).contains("\"xqzt\" is an unknown word");
  }

  @Test
  void wrongArgumentsAreFailuresThatSayWhatIsAllowed() {
    assertThat(typofix.run("check", "--min-confidence", "2").error()).contains("from 0 to 1");
    assertThat(typofix.run("check", "--format", "xml").exitCode()).isEqualTo(2);
    assertThat(typofix.run("check", "--nonsense").exitCode()).isEqualTo(2);
    assertThat(typofix.run("nonsense").exitCode()).isEqualTo(2);
    assertThat(typofix.run().exitCode()).isEqualTo(2);
    assertThat(typofix.run("check", "-", "a.txt").exitCode()).isEqualTo(2);
  }
}
