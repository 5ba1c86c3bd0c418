package dev.typofix.server.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes still fit on a folder's disk; tests have disks of any size. */
@FunctionalInterface
public interface FreeSpace {

  /** What the operating system says. */
  FreeSpace REAL = folder -> Files.getFileStore(folder).getUsableSpace();

  /**
   * The space for this user.
   *
   * @throws IOException if it cannot be told
   */
  long bytesIn(Path folder) throws IOException;
}
