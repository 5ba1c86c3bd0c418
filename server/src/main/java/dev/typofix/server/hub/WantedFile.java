package dev.typofix.server.hub;

import com.google.common.base.Preconditions;
import dev.typofix.engine.ModelManifest.FileEntry;

/**
 * A file that is to be fetched, with what it must be.
 *
 * @param path in the repository and in the model's folder
 * @param sha256 lower-case hexadecimal
 * @param bytes its size
 */
record WantedFile(String path, String sha256, long bytes) {

  WantedFile {
    Names.checkPath(path);
    Names.checkSha256(sha256);
    Preconditions.checkArgument(bytes >= 0, "%s bytes", bytes);
  }

  static WantedFile of(String path, FileEntry entry) {
    return new WantedFile(path, entry.sha256(), entry.bytes());
  }
}
