package dev.typofix.server.cli;

import dev.typofix.corrector.lanes.ParallelChecker;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Loads a real model: a folder's, or the one in the jar. The cores that it may use judge as many
 * passages side by side, each call of the model on one: calls of the embedded model are too short
 * to be shared out.
 */
final class ModelCheckerSource implements CheckerSource {

  /** The model that comes with the program. */
  static final String EMBEDDED = "tiny";

  @Override
  public LoadedChecker load(Optional<Path> folder, LoadOptions options) throws ModelLoadException {
    ModelBundle bundle =
        folder.isPresent() ? ModelBundle.directory(folder.get()) : ModelBundle.embedded(EMBEDDED);
    int lanes = options.threads().orElseGet(LoadOptions::defaultThreads);
    List<String> notices = new ArrayList<>();
    LanguageModel model = ModelLoader.load(bundle, options.withThreads(1), notices::add);
    ExecutorService helpers =
        Executors.newFixedThreadPool(Math.max(1, lanes - 1), ModelCheckerSource::helper);
    try {
      ParallelChecker checker = ParallelChecker.create(model, lanes, helpers);
      return new LoadedChecker(
          checker,
          model.manifest().name(),
          model.backendDescription() + (lanes == 1 ? "" : ", " + lanes + " sentences at once"),
          notices,
          () -> {
            helpers.shutdown();
            checker.close();
            model.close();
          });
    } catch (ModelLoadException | RuntimeException failed) {
      helpers.shutdown();
      model.close();
      throw failed;
    }
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "typofix-helper");
    thread.setDaemon(true);
    return thread;
  }
}
