package dev.typofix.server.cli;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that is at hand.
 *
 * @param name the folder's name, or the embedded model's
 * @param folder empty for the embedded model
 */
record InstalledModel(String name, Optional<Path> folder) {

  /** The embedded model, then those in the folder of models by name. */
  static List<InstalledModel> in(Path models) throws IOException {
    List<InstalledModel> found = new ArrayList<>();
    found.add(new InstalledModel(ModelCheckerSource.EMBEDDED, Optional.empty()));
    if (!Files.isDirectory(models)) {
      return found;
    }
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(models, InstalledModel::isModel)) {
      entries.forEach(folders::add);
    }
    folders.stream().sorted().map(InstalledModel::ofFolder).forEach(found::add);
    return found;
  }

  /** What begins with a full stop is on its way in or out. */
  private static boolean isModel(Path entry) {
    return Files.isDirectory(entry) && !String.valueOf(entry.getFileName()).startsWith(".");
  }

  /** The model in a folder. */
  static InstalledModel ofFolder(Path folder) {
    return new InstalledModel(String.valueOf(folder.getFileName()), Optional.of(folder));
  }

  /**
   * Opens the model's bundle.
   *
   * @throws ModelLoadException if the bundle is incomplete
   */
  ModelBundle bundle() throws ModelLoadException {
    return folder.isPresent() ? ModelBundle.directory(folder.get()) : ModelBundle.embedded(name);
  }
}
