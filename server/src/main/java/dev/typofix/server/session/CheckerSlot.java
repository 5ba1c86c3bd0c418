package dev.typofix.server.session;

import dev.typofix.corrector.Checker;
import dev.typofix.engine.ModelLoadException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds the checker, if there is one, and says how its model is doing. Confined to the inference
 * thread.
 */
public final class CheckerSlot {

  private final CheckerLoader loader;
  private final Consumer<ModelStatus> listener;
  private Optional<LoadedChecker> loaded = Optional.empty();

  /**
   * Makes an empty slot.
   *
   * @param listener told of every step, on the inference thread
   */
  public CheckerSlot(CheckerLoader loader, Consumer<ModelStatus> listener) {
    this.loader = loader;
    this.listener = listener;
  }

  /**
   * Loads a model, in the place of the one before, which is freed only then: if the new one cannot
   * be used, the old one goes on, or the embedded one where there is none. Without a model there
   * are no findings.
   *
   * @param model a name or a folder; empty for the embedded one
   * @param threads for the model; 0 for the backend's choice
   */
  public void load(Optional<String> model, int threads) {
    listener.accept(ModelStatus.loading());
    Optional<String> problem = tryLoad(model, threads);
    if (problem.isPresent() && loaded.isEmpty() && model.isPresent()) {
      Optional<String> embedded = tryLoad(Optional.empty(), threads);
      problem = embedded.isPresent() ? embedded : problem;
    }
    String message = problem.orElse("");
    listener.accept(
        loaded
            .map(running -> ModelStatus.ready(running, message))
            .orElseGet(() -> ModelStatus.failed(message)));
  }

  /** Loads a model, or says why it cannot be used. */
  private Optional<String> tryLoad(Optional<String> model, int threads) {
    try {
      LoadedChecker checker = loader.load(model, threads);
      unload();
      loaded = Optional.of(checker);
      return Optional.empty();
    } catch (ModelLoadException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // A backend's native code may fail in ways of its own; the server lives on without it.
      return Optional.of("The model cannot be loaded: " + e);
    }
  }

  /** Frees the model. */
  public void unload() {
    loaded.ifPresent(checker -> checker.resources().run());
    loaded = Optional.empty();
  }

  /** The checker, if its model is loaded. */
  public Optional<Checker> checker() {
    return loaded.map(LoadedChecker::checker);
  }

  /** What answers sooner than the checker, if there is such. */
  public Optional<Checker> preliminary() {
    return loaded.flatMap(LoadedChecker::preliminary);
  }
}
