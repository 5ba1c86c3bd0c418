package dev.typofix.engine.backend;

import com.google.common.base.Preconditions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a model is to run.
 *
 * @param backend the name of the backend to use, or empty for the best that works
 * @param threads processor cores that one call uses, from 1, or empty for the backend's own choice
 */
public record LoadOptions(Optional<String> backend, OptionalInt threads) {

  private static final int MAXIMUM_DEFAULT_THREADS = 4;

  public LoadOptions {
    Preconditions.checkArgument(
        threads.orElse(1) >= 1, "%s threads, at least 1 is needed", threads.orElse(1));
  }

  /** The best backend that works, with its own choice of threads. */
  public static LoadOptions defaults() {
    return new LoadOptions(Optional.empty(), OptionalInt.empty());
  }

  /**
   * As many threads as there are cores, at most four: more gain little and warm the machine. Java
   * counts logical processors; from four on, two of them are taken for one core.
   */
  public static int defaultThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    int cores = processors < 4 ? processors : processors / 2;
    return Math.min(cores, MAXIMUM_DEFAULT_THREADS);
  }

  public LoadOptions withBackend(String name) {
    return new LoadOptions(Optional.of(name), threads);
  }

  public LoadOptions withThreads(int count) {
    return new LoadOptions(backend, OptionalInt.of(count));
  }
}
