package dev.typofix.server.lsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells whether a file's findings may be others than before.
 *
 * @param rules counts the changes of what holds for all files
 */
record FileStamp(FileTime modified, long bytes, long rules) {

  /**
   * A file's stamp.
   *
   * @throws IOException if there is no such file, or it cannot be read
   */
  static FileStamp of(Path file, long rules) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(attributes.lastModifiedTime(), attributes.size(), rules);
  }
}
