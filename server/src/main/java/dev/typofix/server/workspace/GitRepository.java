package dev.typofix.server.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a git repository's folders lie. */
public final class GitRepository {

  private static final String POINTER = "gitdir:";

  private GitRepository() {}

  /** The nearest folder, this one or above, that holds a {@code .git}. */
  public static Optional<Path> rootAbove(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The repository's own ignore file, also for a linked worktree; it need not exist. */
  static Optional<Path> excludeFile(Path root) {
    return commonFolder(root).map(git -> git.resolve("info").resolve("exclude"));
  }

  /** The repository's own settings, likewise. */
  static Optional<Path> settingsFile(Path root) {
    return commonFolder(root).map(git -> git.resolve("config"));
  }

  private static Optional<Path> commonFolder(Path root) {
    Path git = root.resolve(".git");
    try {
      if (Files.isRegularFile(git)) {
        String pointer = Files.readString(git).strip();
        if (!pointer.startsWith(POINTER)) {
          return Optional.empty();
        }
        git = root.resolve(pointer.substring(POINTER.length()).strip());
      }
      Path common = git.resolve("commondir");
      if (Files.isRegularFile(common)) {
        git = git.resolve(Files.readString(common).strip());
      }
      return Optional.of(git.normalize());
    } catch (IOException | java.nio.file.InvalidPathException broken) {
      return Optional.empty();
    }
  }
}
