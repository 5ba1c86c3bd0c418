package dev.typofix.engine;

import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model's folder, or the same files inside a jar: manifest, weights, tokenizer, calibration. The
 * manifest is checked when the bundle is opened, and every file against the manifest's size and
 * SHA-256 before its bytes are used. Immutable and thread-safe.
 */
public interface ModelBundle {

  /**
   * Opens the bundle in a folder.
   *
   * @throws ModelLoadException if the folder or its manifest is missing or wrong, or a listed file
   *     is missing or has another size than the manifest says
   */
  static ModelBundle directory(Path folder) throws ModelLoadException {
    return DirectoryBundle.in(folder);
  }

  /**
   * Opens a bundle that lies in the jar.
   *
   * @param name {@code tiny}
   * @throws ModelLoadException if there is none of that name
   */
  static ModelBundle embedded(String name) throws ModelLoadException {
    return EmbeddedBundle.named(name);
  }

  ModelManifest manifest();

  /** Where the bundle lies, for people. */
  String location();

  /**
   * Opens a file that the manifest lists, small enough to be held in memory (2 GiB).
   *
   * @return the file's bytes, already checked
   * @throws ModelLoadException if it is not listed, missing, or does not match its checksum
   */
  InputStream open(String file) throws ModelLoadException;

  /**
   * The path of a file that the manifest lists, for libraries that read files by themselves. Its
   * checksum was compared just before.
   *
   * @return empty if the bundle does not lie in a folder
   * @throws ModelLoadException if it is not listed, missing, or does not match its checksum
   */
  Optional<Path> path(String file) throws ModelLoadException;

  /**
   * As {@link #open(String)}, for a file inside a package that another file of the bundle lists.
   *
   * @param file its path in the bundle, with slashes; never upwards
   * @param entry what the other file says of it
   */
  InputStream open(String file, FileEntry entry) throws ModelLoadException;

  /** As {@link #path(String)}, for a file inside a package that another file lists. */
  Optional<Path> path(String file, FileEntry entry) throws ModelLoadException;

  /**
   * Checks every file that the manifest lists.
   *
   * @throws ModelLoadException for the first that is missing or does not match its checksum
   */
  default void verify() throws ModelLoadException {
    for (String file : manifest().files().keySet()) {
      if (path(file).isEmpty()) {
        BundleFiles.close(open(file), file);
      }
    }
  }
}
