package dev.typofix.server.session;

import dev.typofix.engine.ModelLoadException;

/** Loads the model and what needs it; called on the inference thread. */
@FunctionalInterface
public interface CheckerLoader {

  /**
   * Loads a checker.
   *
   * @param threads for the model; 0 for the backend's choice
   * @throws ModelLoadException if there is no such model, or it is damaged
   */
  LoadedChecker load(int threads) throws ModelLoadException;
}
