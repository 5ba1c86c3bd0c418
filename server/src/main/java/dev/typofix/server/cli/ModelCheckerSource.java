package dev.typofix.server.cli;

import dev.typofix.corrector.Corrector;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.server.session.LoadedChecker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads a real model: a folder's, or the one in the jar. */
final class ModelCheckerSource implements CheckerSource {

  /** The model that comes with the program. */
  static final String EMBEDDED = "tiny";

  @Override
  public LoadedChecker load(Optional<Path> folder, LoadOptions options) throws ModelLoadException {
    ModelBundle bundle =
        folder.isPresent() ? ModelBundle.directory(folder.get()) : ModelBundle.embedded(EMBEDDED);
    List<String> notices = new ArrayList<>();
    LanguageModel model = ModelLoader.load(bundle, options, notices::add);
    try {
      Corrector corrector = Corrector.create(model);
      return new LoadedChecker(
          corrector,
          model.manifest().name(),
          model.backendDescription(),
          notices,
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
