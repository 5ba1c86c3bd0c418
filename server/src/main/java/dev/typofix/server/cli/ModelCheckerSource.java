package dev.typofix.server.cli;

import dev.typofix.corrector.Corrector;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.server.session.LoadedChecker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Loads a real model: a folder's, or the one in the jar. */
final class ModelCheckerSource implements CheckerSource {

  /** The model that comes with the program. */
  static final String EMBEDDED = "tiny";

  @Override
  public LoadedChecker load(Optional<Path> folder, OptionalInt threads) throws ModelLoadException {
    ModelBundle bundle =
        folder.isPresent() ? ModelBundle.directory(folder.get()) : ModelBundle.embedded(EMBEDDED);
    LanguageModel model = ModelLoader.load(bundle, new LoadOptions(Optional.empty(), threads));
    try {
      Corrector corrector = Corrector.create(model);
      return new LoadedChecker(
          corrector,
          model.manifest().name(),
          model.backendDescription(),
          () -> {
            corrector.close();
            model.close();
          });
    } catch (ModelLoadException | RuntimeException failed) {
      model.close();
      throw failed;
    }
  }
}
