package dev.typofix.engine.onnx;

import com.google.common.base.Preconditions;

/**
 * How ONNX Runtime runs a model.
 *
 * @param threads processor cores that one call uses, from 1
 */
public record OnnxOptions(int threads) {

  public OnnxOptions {
    Preconditions.checkArgument(threads >= 1, "%s threads, at least 1 is needed", threads);
  }
}
