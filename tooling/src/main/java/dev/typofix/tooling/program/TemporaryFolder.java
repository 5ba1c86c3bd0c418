package dev.typofix.tooling.program;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that only this user can read and that is gone afterwards, after Ctrl-C too. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private final Thread hook;

  /**
   * Makes the folder.
   *
   * @throws IOException if it cannot be made
   */
  public TemporaryFolder() throws IOException {
    path = Files.createTempDirectory("typofix");
    hook = new Thread(this::delete, "temporary folder");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The program is ending: the hook runs anyway, and finds nothing.
    }
  }

  private void delete() {
    try {
      if (Files.exists(path)) {
        MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
