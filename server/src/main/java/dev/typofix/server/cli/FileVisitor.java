package dev.typofix.server.cli;

import dev.typofix.server.workspace.Content;
import java.io.IOException;
import java.nio.file.Path;

/** Does something with a file that was checked. */
@FunctionalInterface
interface FileVisitor {

  /**
   * Called in the order of the files.
   *
   * @return whether to go on with the next file
   * @throws IOException if this file cannot be dealt with; the others are all the same
   */
  Next visit(Path file, Content.Text content, CheckedText checked) throws IOException;

  /** What comes after a file. */
  enum Next {
    CONTINUE,
    STOP
  }
}
