package dev.typofix.server.cli;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.hub.ModelsFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the model that a person means: a name is the embedded model's or that of one in the user's
 * folder of models; anything else is a folder.
 *
 * @param models the user's folder of models
 * @param currentFolder where relative paths start
 * @param home what {@code ~} stands for
 */
record ModelNames(Path models, Path currentFolder, Path home) {

  /**
   * The folder of a model.
   *
   * @return empty for the embedded one
   * @throws ModelLoadException if there is none of that name
   */
  Optional<Path> folder(String model) throws ModelLoadException {
    if (model.equals(ModelCheckerSource.EMBEDDED)) {
      return Optional.empty();
    }
    if (!ModelsFolder.isName(model)) {
      return Optional.of(path(model));
    }
    Path installed = models.resolve(model);
    if (!Files.isDirectory(installed)) {
      throw new ModelLoadException(
          "no model %s is installed; \"typofix models pull %s\" fetches it, \"typofix models list\" shows what there is"
              .formatted(model, model));
    }
    return Optional.of(installed);
  }

  /** As {@link #folder}, though a name may also be that of a folder right here. */
  Optional<Path> folderNamedHere(String model) throws ModelLoadException {
    boolean here =
        ModelsFolder.isName(model)
            && !Files.isDirectory(models.resolve(model))
            && Files.isDirectory(path(model));
    return here ? Optional.of(path(model)) : folder(model);
  }

  private Path path(String model) throws ModelLoadException {
    try {
      boolean inHome = model.startsWith("~/") || model.startsWith("~\\");
      return inHome ? home.resolve(model.substring(2)) : currentFolder.resolve(model);
    } catch (InvalidPathException impossible) {
      throw new ModelLoadException("\"" + model + "\" is neither a model's name nor a folder");
    }
  }
}
