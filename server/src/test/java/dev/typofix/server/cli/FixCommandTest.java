package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FixCommandTest {

  private final Path folder;
  private final CommandLineFixture typofix;

  FixCommandTest(@TempDir Path folder) {
    this.folder = folder;
    typofix = new CommandLineFixture(folder);
  }

  @Test
  void standardInputGoesCorrectedToStandardOutput() {
    Outcome outcome = typofix.runOn("teh cat went too the shop\n", "fix");
    assertThat(outcome.out()).isEqualTo("the cat went to the shop\n");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error()).isEmpty();
  }

  @Test
  void everythingElseStaysByteForByte() {
    String input = "\uFEFFteh\r\ncat\tand\u0000\r  e\u0301 \uD83D\uDE00 \u2028 teh";
    String plain = input.replace("\u0000", "");
    assertThat(typofix.runOn(plain, "fix").outBytes())
        .isEqualTo(plain.replace("teh", "the").getBytes(UTF_8));
  }

  @Test
  void anEmptyInputGivesAnEmptyOutput() {
    Outcome outcome = typofix.runOn("", "fix");
    assertThat(outcome.outBytes()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void inputThatIsNoUtf8IsPassedOnAndSaidSo() {
    byte[] latin = "teh caf\u00e9\n".getBytes(ISO_8859_1);
    Outcome outcome = typofix.runOn(latin, "fix");
    assertThat(outcome.outBytes()).isEqualTo(latin);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("not valid UTF-8").hasLineCount(1);
  }

  @Test
  void inputThatTheCheckerFailsAtIsPassedOnAndSaidSo() {
    Outcome outcome = typofix.runOn("teh crashnow\r\n", "fix");
    assertThat(outcome.out()).isEqualTo("teh crashnow\r\n");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error())
        .contains("could not be checked", "please report")
        .doesNotContain("crashnow")
        .hasLineCount(1);
    assertThat(typofix.runOn("crashnow", "fix", "--diff", "-").out()).isEmpty();
  }

  @Test
  void onlyFindingsAboveTheThresholdAreApplied() {
    assertThat(typofix.runOn("teh too", "fix", "--min-confidence", "0.9").out())
        .isEqualTo("the too");
  }

  @Test
  void filesWantAModeAndAreLeftAloneWithoutOne() throws IOException {
    Path file = typofix.file("a.txt", "teh");
    Outcome outcome = typofix.run("fix", "a.txt");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("--diff, --write and --interactive");
    assertThat(file).hasContent("teh");
  }

  @Test
  void modesExcludeEachOther() {
    assertThat(typofix.run("fix", "--diff", "--write", ".").exitCode()).isEqualTo(2);
  }

  @Test
  void writeKeepsEncodingLineEndingsAndPermissions() throws IOException {
    Path file = typofix.file("a.txt", "\uFEFFteh\r\nteh");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    Outcome outcome = typofix.run("fix", "--write", "a.txt");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error()).contains("2 fixed in 1 file");
    assertThat(Files.readString(file)).isEqualTo("\uFEFFthe\r\nthe");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void sixteenBitFilesAreWrittenBackAsSuch() throws IOException {
    byte[] content = "\uFEFFteh \u20ac".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    Path file = typofix.file("a.txt", content);
    typofix.run("fix", "--write", "a.txt");
    assertThat(Files.readAllBytes(file))
        .isEqualTo("\uFEFFthe \u20ac".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSymbolicLinkIsWrittenThrough() throws IOException {
    Path target = typofix.file("real.txt", "teh");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);
    typofix.run("fix", "--write", "link.txt");
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("the");
  }

  @Test
  void fixingAgainChangesNothing() throws IOException {
    Path file = typofix.file("a.txt", "teh cat\n");
    typofix.run("fix", "--write", ".");
    var before = Files.getLastModifiedTime(file);
    Outcome again = typofix.run("fix", "--write", ".");
    assertThat(again.error()).contains("0 fixed");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @Test
  void aMissingFileIsAFailureAndTheOthersAreFixed() throws IOException {
    Path file = typofix.file("a.txt", "teh");
    Outcome outcome = typofix.run("fix", "--write", "nowhere.txt", "a.txt");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("nowhere.txt does not exist");
    assertThat(file).hasContent("the");
  }

  @Test
  void aDiffShowsWhatWouldChange() throws IOException {
    Path file = typofix.file("docs/a.txt", "one\ntwo\nteh three\nfour\n");
    Outcome outcome = typofix.run("fix", "--diff", "docs");
    assertThat(outcome.out())
        .isEqualTo(
            """
            --- a/docs/a.txt
            +++ b/docs/a.txt
            @@ -1,4 +1,4 @@
             one
             two
            -teh three
            +the three
             four
            """);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(file).hasContent("one\ntwo\nteh three\nfour\n");
  }

  @Test
  void aDiffMarksALastLineWithoutItsEnd() {
    typofix.file("a.txt", "one\nteh");
    assertThat(typofix.run("fix", "--diff", "a.txt").out())
        .endsWith(
            """
            -teh
            \\ No newline at end of file
            +the
            \\ No newline at end of file
            """);
  }

  @Test
  void aDiffOfNothingIsEmptyAndClean() {
    typofix.file("a.txt", "fine\n");
    Outcome outcome = typofix.run("fix", "--diff", "a.txt");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'y\ny\n', the cat sat on the sentence",
    "'n\ny\n', teh cat sat on the sentence",
    "'2\nn\n', ten cat sat on the sentenc",
    "'9\nwhat\n\n\n', the cat sat on the sentence",
    "'a\n', the cat sat on the sentence",
    "'y\nq\n', the cat sat on the sentenc",
    "'y\n', the cat sat on the sentenc",
    "'', teh cat sat on the sentenc"
  })
  void answersDecideWhatIsFixed(String answers, String expected) throws IOException {
    Path file = typofix.file("a.txt", "teh cat sat on the sentenc");
    Outcome outcome = typofix.runOn(answers, "fix", "--interactive", "a.txt");
    assertThat(file).hasContent(expected);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void interactiveWantsFiles() {
    Outcome outcome = typofix.runOn("teh", "fix", "--interactive", "-");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("for files");
  }
}
