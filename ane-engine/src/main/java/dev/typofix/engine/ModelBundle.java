package dev.typofix.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A model's folder, or the same files inside a jar: manifest, weights, tokenizer, calibration.
 * Every file is checked against the manifest's size and SHA-256 before its bytes are used.
 */
public interface ModelBundle {

  /**
   * Opens the bundle in a folder.
   *
   * @throws ModelLoadException if the folder, its manifest or a listed file is missing or wrong
   */
  static ModelBundle directory(Path folder) throws ModelLoadException {
    java.util.Optional<ModelBundle> none = java.util.Optional.empty();
    return none.orElseThrow(() -> new ModelLoadException(folder + ": not yet"));
  }

  /**
   * Opens a bundle that lies in the jar.
   *
   * @param name {@code tiny}
   * @throws ModelLoadException if there is none of that name
   */
  static ModelBundle embedded(String name) throws ModelLoadException {
    java.util.Optional<ModelBundle> none = java.util.Optional.empty();
    return none.orElseThrow(() -> new ModelLoadException(name + ": not yet"));
  }

  ModelManifest manifest();

  /** Where the bundle lies, for people. */
  String location();

  /**
   * Opens a file that the manifest lists.
   *
   * @throws IOException if it is not listed, missing, or does not match its checksum
   */
  InputStream open(String file) throws IOException;
}
