package dev.typofix.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.workspace.WorkspaceScanner.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceScannerTest {

  private final Path root;
  private final Path home;
  private final GitUser user;

  WorkspaceScannerTest(@TempDir Path root, @TempDir Path home) throws IOException {
    this.root = root;
    this.home = home;
    this.user = new GitUser(Map.of(), home);
    Files.createDirectories(root.resolve(".git/info"));
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<String> names(String... paths) {
    Scan scan = scan(paths);
    return scan.files().stream()
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  private Scan scan(String... paths) {
    return WorkspaceScanner.scan(root, List.of(paths).stream().map(Path::of).toList(), user, 1000);
  }

  @Test
  void whatGitIgnoresIsLeftOut() throws IOException {
    file(".gitignore", "target/\n*.log\n!keep.log\n/only-here\n");
    file("a.txt", "");
    file("target/b.txt", "");
    file("sub/target/c.txt", "");
    file("sub/d.log", "");
    file("sub/keep.log", "");
    file("only-here", "");
    file("sub/only-here", "");
    assertThat(names(".")).containsExactly(".gitignore", "a.txt", "sub/keep.log", "sub/only-here");
  }

  @Test
  void aDeeperFolderOverridesTheRulesAboveIt() throws IOException {
    file(".gitignore", "*.log\n");
    file("sub/.gitignore", "!*.log\n");
    file("sub/a.log", "");
    file("b.log", "");
    assertThat(names(".")).contains("sub/a.log").doesNotContain("b.log");
  }

  @Test
  void theRulesAboveHoldWhereTheScanStartsBelow() throws IOException {
    file(".gitignore", "*.log\n");
    file("sub/a.log", "");
    file("sub/b.txt", "");
    assertThat(names("sub")).containsExactly("sub/b.txt");
  }

  @Test
  void theRepositorysOwnExcludesHold() throws IOException {
    file(".git/info/exclude", "private\n");
    file("private/a.txt", "");
    file("b.txt", "");
    assertThat(names(".")).containsExactly("b.txt");
  }

  @Test
  void whatTheUserIgnoresEverywhereIsLeftOut() throws IOException {
    file("a.swp", "");
    file("b.txt", "");
    Path usual = home.resolve(".config/git/ignore");
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, "*.swp\n");
    assertThat(names(".")).containsExactly("b.txt");
    file(".gitignore", "!*.swp\n");
    assertThat(names(".")).as("the repository is stronger").contains("a.swp");
  }

  @Test
  void theUsersIgnoreFileIsWhereTheirSettingsSay() throws IOException {
    file("a.swp", "");
    file("b.txt", "");
    Files.writeString(home.resolve("mine"), "*.swp\n");
    Files.writeString(home.resolve("more"), "[core]\n\texcludesFile = ~/mine\n");
    Files.writeString(home.resolve(".gitconfig"), "[include]\n\tpath = more\n");
    assertThat(names(".")).containsExactly("b.txt");
    file(".git/config", "[core]\n\texcludesFile = nowhere\n");
    assertThat(names(".")).as("the repository's own settings are stronger").contains("a.swp");
  }

  @Test
  void settingsOfGitThatCannotBeReadSayNothing() throws IOException {
    Files.writeString(home.resolve(".gitconfig"), "[core\n");
    file("b.txt", "");
    assertThat(names(".")).containsExactly("b.txt");
  }

  @Test
  void ourOwnIgnoreFileIsStrongerThanGits() throws IOException {
    file(".gitignore", "a.txt\n");
    file(".typofixignore", "!a.txt\nb.txt\n");
    file("a.txt", "");
    file("b.txt", "");
    assertThat(names(".")).contains("a.txt").doesNotContain("b.txt");
  }

  @Test
  void gitsOwnFilesAreNeverChecked() throws IOException {
    file(".git/description", "");
    file(".github/workflows/a.yml", "");
    assertThat(names(".")).containsExactly(".github/workflows/a.yml");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreCountedAndNotFollowed(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("secret.txt"), "");
    Files.createSymbolicLink(root.resolve("out"), elsewhere);
    Files.createSymbolicLink(root.resolve("loop"), root);
    Files.createSymbolicLink(root.resolve("broken"), root.resolve("nowhere"));
    Scan scan = scan(".");
    assertThat(scan.files()).isEmpty();
    assertThat(scan.skipped()).containsEntry(SkipReason.SYMBOLIC_LINK, 3);
    assertThat(scan.problems()).isEmpty();
  }

  @Test
  void otherPeoplesAndToolsFilesAreCounted() throws IOException {
    file("vendor/a.txt", "");
    file("app.min.js", "");
    file("Cargo.lock", "");
    file("large.txt", "x".repeat(1001));
    Scan scan = scan(".");
    assertThat(scan.files()).isEmpty();
    assertThat(scan.skipped())
        .containsEntry(SkipReason.GENERATED, 3)
        .containsEntry(SkipReason.TOO_LARGE, 1);
  }

  @Test
  void aFileThatIsNamedTwiceIsCheckedOnce() throws IOException {
    file("a.txt", "");
    assertThat(names("a.txt", ".", "./a.txt")).containsExactly("a.txt");
  }

  @Test
  void aLinkedWorktreeFindsTheRepositorysExcludes(@TempDir Path worktree) throws IOException {
    file(".git/info/exclude", "private\n");
    file(".git/worktrees/w/commondir", "../..\n");
    Files.writeString(
        worktree.resolve(".git"), "gitdir: " + root.resolve(".git/worktrees/w") + "\n");
    Files.writeString(worktree.resolve("private"), "");
    Files.writeString(worktree.resolve("a.txt"), "");
    assertThat(WorkspaceScanner.scan(worktree, List.of(worktree), user, 1000).files())
        .containsExactly(worktree.resolve("a.txt"));
  }
}
