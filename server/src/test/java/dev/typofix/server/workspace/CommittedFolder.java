package dev.typofix.server.workspace;

import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Commits in a test's folder, without a trace in the settings of whoever runs the test. */
public final class CommittedFolder {

  private CommittedFolder() {}

  /** Commits all that is in the folder, to the branch {@code main}. */
  public static void commit(Path folder) throws GitAPIException {
    QuietGit.install();
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("one")
          .setAuthor("A", "a@example.org")
          .setCommitter("A", "a@example.org")
          .setSign(false)
          .call();
    }
  }
}
