package dev.typofix.server.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The files of one commit. Used by one thread at a time. */
final class GitTree implements AutoCloseable {

  private final Path root;
  private final Repository repository;
  private final ObjectId tree;

  private GitTree(Path root, Repository repository, ObjectId tree) {
    this.root = root;
    this.repository = repository;
    this.tree = tree;
  }

  /**
   * Opens a commit's files.
   *
   * @param root the folder that holds the {@code .git}
   * @throws IOException if that is no repository, or has no such commit; the message is for a
   *     person
   */
  static GitTree open(Path root, String reference) throws IOException {
    QuietGit.install();
    Repository repository;
    try {
      repository = new FileRepositoryBuilder().setMustExist(true).findGitDir(root.toFile()).build();
    } catch (IOException | IllegalArgumentException broken) {
      throw new IOException(root + " holds no git repository that can be read", broken);
    }
    try {
      ObjectId tree = resolve(repository, reference);
      if (tree == null) {
        throw new IOException(
            root + " has no commit \"" + reference + "\"; fetch it, or see \"git log\" for others");
      }
      return new GitTree(root, repository, tree);
    } catch (IOException failed) {
      repository.close();
      throw failed;
    }
  }

  private static @Nullable ObjectId resolve(Repository repository, String reference)
      throws IOException {
    try {
      return repository.resolve(reference + "^{commit}^{tree}");
    } catch (AmbiguousObjectException ambiguous) {
      throw new IOException(
          "\"" + reference + "\" may be one of several commits; name it with more letters",
          ambiguous);
    } catch (IncorrectObjectTypeException | RevisionSyntaxException noCommit) {
      return null;
    }
  }

  /** What the commit has for a file, by its absolute path; empty if it has no such file. */
  Optional<byte[]> content(Path file) throws IOException {
    String name = root.relativize(file).toString().replace('\\', '/');
    try (TreeWalk walk = TreeWalk.forPath(repository, name, tree)) {
      if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return Optional.empty();
      }
      return Optional.of(repository.open(walk.getObjectId(0)).getBytes());
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
