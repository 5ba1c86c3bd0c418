package dev.typofix.engine.backend;

import com.google.common.base.Preconditions;
import dev.typofix.engine.ModelManifest;
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

  /**
   * Layers times the square of the width: about a twelfth of the layers' weights. The embedded
   * model has 393,216, models of 100 million weights have some 10 million.
   */
  private static final long LARGE = 4_000_000;

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

  /**
   * How many of the cores that may be used work on one call of a model. A small model's calls are
   * too short to be shared out: other passages are judged beside it. A large one's weights are
   * better read once, by all cores.
   *
   * @param cores that may be used, from 1
   */
  public static int threadsOfOneCall(ModelManifest model, int cores) {
    long width = model.hiddenSize();
    return model.layers() * width * width < LARGE ? 1 : cores;
  }

  public LoadOptions withBackend(String name) {
    return new LoadOptions(Optional.of(name), threads);
  }

  public LoadOptions withThreads(int count) {
    return new LoadOptions(backend, OptionalInt.of(count));
  }
}
