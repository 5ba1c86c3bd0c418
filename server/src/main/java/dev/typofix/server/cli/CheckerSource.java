package dev.typofix.server.cli;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.session.LoadedChecker;
import java.nio.file.Path;
import java.util.Optional;

/** Loads a model and makes a checker of it; commands are tested with another. */
@FunctionalInterface
interface CheckerSource {

  /**
   * Loads a model.
   *
   * @param folder of the model; empty for the embedded one
   * @param options how it is to run
   * @throws ModelLoadException if the model is missing or wrong; the message is for a person
   */
  LoadedChecker load(Optional<Path> folder, LoadOptions options) throws ModelLoadException;
}
