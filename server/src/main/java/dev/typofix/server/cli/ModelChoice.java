package dev.typofix.server.cli;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.settings.TypofixSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads the model that a command is to use. */
final class ModelChoice {

  private final CommandEnvironment environment;
  private final ModelOptions options;
  private final TypofixSettings settings;

  ModelChoice(CommandEnvironment environment, ModelOptions options, TypofixSettings settings) {
    this.environment = environment;
    this.options = options;
    this.settings = settings;
  }

  /**
   * The folder of the model that is to be used, whether it is whole or not.
   *
   * @return empty for the embedded one
   * @throws ModelLoadException if there is none of that name
   */
  Optional<Path> folder() throws ModelLoadException {
    ModelNames names = environment.modelNames();
    if (options.model().isPresent()) {
      return names.folderNamedHere(options.model().get());
    }
    return settings.model().isPresent() ? names.folder(settings.model().get()) : Optional.empty();
  }

  /**
   * Loads the model. If the settings name one that cannot be used, the embedded one goes on; what
   * the command line names must do.
   *
   * @param warnings told of such a model
   */
  LoadedChecker load(Consumer<String> warnings) throws ModelLoadException {
    LoadOptions load = options.load(settings.threads());
    try {
      return withNotices(environment.checkers().load(folder(), load), warnings);
    } catch (ModelLoadException failed) {
      if (options.model().isPresent() || settings.model().isEmpty()) {
        throw failed;
      }
      warnings.accept(instead(failed));
      return withNotices(environment.checkers().load(Optional.empty(), load), warnings);
    }
  }

  private static LoadedChecker withNotices(LoadedChecker loaded, Consumer<String> warnings) {
    loaded.notices().forEach(warnings);
    return loaded;
  }

  /** What to tell when the embedded model takes the place of the chosen one. */
  static String instead(ModelLoadException failed) {
    return "the model of your settings cannot be used: "
        + failed.getMessage()
        + ". The embedded model goes on";
  }
}
