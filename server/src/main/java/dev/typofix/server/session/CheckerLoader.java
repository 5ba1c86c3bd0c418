package dev.typofix.server.session;

import dev.typofix.engine.ModelLoadException;
import java.util.Optional;

/** Loads the model and what needs it; called on the inference thread. */
@FunctionalInterface
public interface CheckerLoader {

  /**
   * Loads a checker.
   *
   * @param model a name or a folder; empty for the embedded one
   * @param threads for the model; 0 for the backend's choice
   * @throws ModelLoadException if there is no such model, or it is damaged
   */
  LoadedChecker load(Optional<String> model, int threads) throws ModelLoadException;
}
