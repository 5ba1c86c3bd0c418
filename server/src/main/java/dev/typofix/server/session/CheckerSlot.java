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
   * Loads the model, in the place of the one before. Without a model there are no findings.
   *
   * @param threads for the model; 0 for the backend's choice
   */
  public void load(int threads) {
    unload();
    listener.accept(ModelStatus.loading());
    try {
      LoadedChecker checker = loader.load(threads);
      loaded = Optional.of(checker);
      listener.accept(ModelStatus.ready(checker));
    } catch (ModelLoadException e) {
      listener.accept(ModelStatus.failed(String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // A backend's native code may fail in ways of its own; the server lives on without it.
      listener.accept(ModelStatus.failed("The model cannot be loaded: " + e));
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
}
