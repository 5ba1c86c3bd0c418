package dev.typofix.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.cli.CommandLineFixture.Outcome;
import dev.typofix.server.workspace.CommittedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --since} and {@code --baseline}. */
final class RestrictedCheckTest {

  private final Path folder;
  private final CommandLineFixture typofix;

  RestrictedCheckTest(@TempDir Path folder) {
    this.folder = folder;
    this.typofix = new CommandLineFixture(folder);
  }

  private void commit() throws GitAPIException {
    CommittedFolder.commit(folder);
  }

  private static List<String> places(Outcome outcome) {
    return outcome
        .out()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.replaceFirst("^([^:]*:\\d+):.*", "$1"))
        .toList();
  }

  @Test
  void onlyChangedLinesCount() throws GitAPIException {
    typofix.file("a.txt", "teh one\nfine\n\nteh two\n");
    typofix.file("same.txt", "teh\n");
    commit();
    typofix.file("a.txt", "teh one\nteh new\nfine\n\nteh two\n");
    typofix.file("new.txt", "teh\n");
    Outcome outcome = typofix.run("check", "--since", "HEAD");
    assertThat(places(outcome)).containsExactly("a.txt:2", "new.txt:1");
    assertThat(outcome.exitCode()).isEqualTo(1);
    commit();
    assertThat(typofix.run("check", "--since", "main").exitCode()).isZero();
    assertThat(places(typofix.run("check", "--since", "main~1", "a.txt")))
        .containsExactly("a.txt:2");
  }

  @Test
  void otherLineEndsAreNoChange() throws GitAPIException {
    typofix.file("a.txt", "teh one\nfine\n");
    commit();
    typofix.file("a.txt", "teh one\r\nfine\r\n");
    assertThat(typofix.run("check", "--since", "HEAD").out()).isEmpty();
    typofix.file("a.txt", "\uFEFFteh one\r\nsome teh\r\n");
    assertThat(places(typofix.run("check", "--since", "HEAD"))).containsExactly("a.txt:2");
  }

  @Test
  void onlyChangedLinesAreFixed() throws GitAPIException {
    Path file = typofix.file("a.txt", "teh one\n");
    commit();
    typofix.file("a.txt", "teh one\nteh two\n");
    assertThat(typofix.run("fix", "--write", "--since", "HEAD", ".").exitCode()).isZero();
    assertThat(file).hasContent("teh one\nthe two\n");
  }

  @Test
  void anUnknownCommitAndNoRepositoryAreFailuresThatSayWhatToDo() throws GitAPIException {
    typofix.file("a.txt", "teh\n");
    for (String format : List.of("text", "sarif")) {
      Outcome none = typofix.run("check", "--format", format, "--since", "HEAD");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.out()).isEmpty();
      assertThat(none.error()).contains("is in no git repository").hasLineCount(1);
    }
    commit();
    for (String wrong : List.of("nowhere", "HEAD~7", "main..x", "HEAD:a.txt", "^{")) {
      Outcome unknown = typofix.run("check", "--since", wrong);
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.out()).isEmpty();
      assertThat(unknown.error()).contains("no commit \"" + wrong + "\"").hasLineCount(1);
    }
    assertThat(typofix.runOn("teh", "check", "--since", "HEAD", "-").error())
        .contains("--since is for files");
  }

  @Test
  void whatTheBaselineListsIsNotReportedAndOneMoreIs() throws IOException {
    typofix.file("docs/a.txt", "teh and teh\n");
    Outcome written = typofix.run("check", "--baseline", "known.json", "--write-baseline");
    assertThat(written.exitCode()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(written.error()).contains("0 findings, 2 in the baseline");
    assertThat(Files.readString(folder.resolve("known.json")))
        .isEqualTo(
            """
            {"version":1,"findings":[
            {"path":"docs/a.txt","kind":"misspelling","text":"teh","count":2}
            ]}
            """);
    assertThat(typofix.run("check", "--baseline", "known.json").exitCode())
        .as("nor in the baseline itself")
        .isZero();
    typofix.file("docs/a.txt", "Moved.\nteh and teh\nteh\n");
    Outcome more = typofix.run("check", "--baseline", "known.json", "docs");
    assertThat(places(more)).containsExactly("docs/a.txt:3");
    assertThat(more.exitCode()).isEqualTo(1);
  }

  @Test
  void writingTheBaselineAgainKeepsOtherFilesAndForgetsThoseThatAreGone() throws IOException {
    typofix.file("a.txt", "teh\n");
    typofix.file("b.txt", "sentenc\n");
    typofix.file("c.txt", "teh\n");
    typofix.run("check", "--baseline", "known.json", "--write-baseline");
    typofix.file("a.txt", "fine\n");
    Files.delete(folder.resolve("c.txt"));
    typofix.run("check", "--baseline", "known.json", "--write-baseline", "a.txt");
    assertThat(Files.readString(folder.resolve("known.json")))
        .contains("b.txt")
        .doesNotContain("a.txt", "c.txt");
  }

  @Test
  void aBaselineThatIsNoneIsAFailureThatSaysWhatToDo() {
    typofix.file("a.txt", "teh\n");
    assertThat(typofix.run("check", "--baseline", "nowhere.json").error())
        .contains("nowhere.json", "--write-baseline");
    typofix.file("broken.json", "{\n");
    Outcome broken = typofix.run("check", "--baseline", "broken.json", "--write-baseline");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.error()).contains("broken.json is no baseline", "not valid JSON");
    assertThat(folder.resolve("broken.json")).hasContent("{");
    typofix.file("other.json", "[]");
    assertThat(typofix.run("check", "--baseline", "other.json").error()).contains("no version");
    assertThat(typofix.run("check", "--write-baseline").error()).contains("--baseline FILE");
    assertThat(typofix.runOn("teh", "check", "--baseline", "x", "--lines").error())
        .contains("--baseline is for files");
  }

  @Test
  void aBaselineIsNotWrittenWhereNotEverythingCouldBeChecked() {
    typofix.file("a.txt", "crashnow\n");
    Outcome outcome = typofix.run("check", "--baseline", "known.json", "--write-baseline");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("was not written");
    assertThat(folder.resolve("known.json")).doesNotExist();
  }

  @Test
  void aThousandFilesComeInTheirOrder() {
    for (int i = 0; i < 1000; i++) {
      typofix.file("f%04d.txt".formatted(i), i % 100 == 0 ? "teh\n" : "fine\n");
    }
    assertThat(places(typofix.run("check")))
        .containsExactlyElementsOf(
            IntStream.range(0, 10).mapToObj("f0%d00.txt:1"::formatted).toList());
  }
}
