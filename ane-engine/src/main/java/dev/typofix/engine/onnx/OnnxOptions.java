package dev.typofix.engine.onnx;

import com.google.common.base.Preconditions;

/**
 * How ONNX Runtime runs a model.
 *
 * @param threads processor cores that one call uses, from 1
 */
public record OnnxOptions(int threads) {

  /** More threads than this gain little on calls of some hundred rows, and warm the machine. */
  private static final int MAXIMUM_DEFAULT_THREADS = 4;

  public OnnxOptions {
    Preconditions.checkArgument(threads >= 1, "%s threads, at least 1 is needed", threads);
  }

  /**
   * One thread a core, at most four. Java counts logical processors; from four on, two of them are
   * taken for one core.
   */
  public static OnnxOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    int cores = processors < 4 ? processors : processors / 2;
    return new OnnxOptions(Math.min(cores, MAXIMUM_DEFAULT_THREADS));
  }
}
