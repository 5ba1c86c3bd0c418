package dev.typofix.server.cli;

import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.lanes.ParallelChecker;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.settings.TypofixSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Loads a real model: a folder's, or the one in the jar. A model that was calibrated to give a
 * second opinion decides on what the embedded one does not rule out.
 */
final class ModelCheckerSource implements CheckerSource {

  /** The model that comes with the program. */
  static final String EMBEDDED = TypofixSettings.EMBEDDED_MODEL;

  @Override
  public LoadedChecker load(Optional<Path> folder, LoadOptions options) throws ModelLoadException {
    ModelBundle embedded = ModelBundle.embedded(EMBEDDED);
    if (folder.isEmpty()) {
      return alone(embedded, options);
    }
    ModelBundle bundle = ModelBundle.directory(folder.get());
    return bundle.manifest().files().containsKey(Calibration.SECOND_OPINION_FILE)
        ? together(embedded, bundle, options)
        : alone(bundle, options);
  }

  /**
   * One model judges. The cores that it may use judge as many passages side by side if it is small,
   * and work together on each call if it is large.
   */
  private static LoadedChecker alone(ModelBundle bundle, LoadOptions options)
      throws ModelLoadException {
    int cores = options.threads().orElseGet(LoadOptions::defaultThreads);
    int threads = LoadOptions.threadsOfOneCall(bundle.manifest(), cores);
    int lanes = cores / threads;
    List<String> notices = new ArrayList<>();
    LanguageModel model = ModelLoader.load(bundle, options.withThreads(threads), notices::add);
    ExecutorService helpers =
        Executors.newFixedThreadPool(Math.max(1, lanes - 1), ModelCheckerSource::helper);
    try {
      ParallelChecker checker = ParallelChecker.create(model, lanes, helpers);
      return new LoadedChecker(
          checker,
          Optional.empty(),
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

  /** A small model answers at once, a large one, whose calls take all cores, decides. */
  private static LoadedChecker together(ModelBundle small, ModelBundle large, LoadOptions options)
      throws ModelLoadException {
    List<String> notices = new ArrayList<>();
    Deque<Runnable> opened = new ArrayDeque<>();
    try {
      LanguageModel first = ModelLoader.load(small, options.withThreads(1), notices::add);
      opened.push(first::close);
      LanguageModel second =
          ModelLoader.load(
              large,
              options.withThreads(options.threads().orElseGet(LoadOptions::defaultThreads)),
              notices::add);
      opened.push(second::close);
      Corrector sure = Corrector.create(first, Optional.of(second));
      opened.push(sure::close);
      Corrector quick = Corrector.create(first);
      opened.push(quick::close);
      return new LoadedChecker(
          sure,
          Optional.of(quick),
          first.manifest().name() + " and " + second.manifest().name(),
          second.backendDescription(),
          notices,
          () -> closeAll(opened));
    } catch (ModelLoadException | RuntimeException failed) {
      closeAll(opened);
      throw failed;
    }
  }

  private static void closeAll(Deque<Runnable> opened) {
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "typofix-helper");
    thread.setDaemon(true);
    return thread;
  }
}
