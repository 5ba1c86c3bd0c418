package dev.typofix.engine.onnx;

import dev.typofix.engine.ModelManifest;
import java.nio.FloatBuffer;

/**
 * The keys and values of a session's rows. The graph wants each tensor as one block {@code
 * [keyValueHeads, rows, headDimension]}, so a head's rows move when their number changes. The rows
 * of the last call stay where the graph wrote them until the next call needs them: rows that are
 * truncated in between are never copied. Confined to one thread at a time.
 */
final class KeyValueCache {

  private final int heads;
  private final int dimension;
  private final FloatStorage[] past; // [tensors] of [heads, pastRows, dimension]
  private final FloatStorage written = new FloatStorage(); // [tensors, heads, writtenRows, dim]
  private int pastRows;
  private int writtenRows;
  private int keptWrittenRows;

  KeyValueCache(ModelManifest manifest) {
    this.heads = manifest.keyValueHeads();
    this.dimension = manifest.headDimension();
    this.past = new FloatStorage[2 * manifest.layers()];
    for (int tensor = 0; tensor < past.length; tensor++) {
      past[tensor] = new FloatStorage();
    }
  }

  /** Rows that count: those of the past and those of the last call that are not truncated. */
  int rows() {
    return pastRows + keptWrittenRows;
  }

  /** Moves the rows that the last call left into the past. */
  void settle() {
    if (keptWrittenRows > 0) {
      int rows = rows();
      int writtenSize = heads * writtenRows * dimension;
      FloatBuffer source = written.first(past.length * writtenSize);
      for (int tensor = 0; tensor < past.length; tensor++) {
        FloatBuffer target =
            past[tensor].firstKeeping(heads * pastRows * dimension, heads * rows * dimension);
        // From the last head on: each moves to the back, over rows that were moved already.
        for (int head = heads - 1; head >= 0; head--) {
          int start = head * rows * dimension;
          target.put(start, target, head * pastRows * dimension, pastRows * dimension);
          target.put(
              start + pastRows * dimension,
              source,
              tensor * writtenSize + head * writtenRows * dimension,
              keptWrittenRows * dimension);
        }
      }
      pastRows = rows;
    }
    writtenRows = 0;
    keptWrittenRows = 0;
  }

  /**
   * A tensor of the past, {@code [heads, rows, dimension]}; {@link #settle} comes before.
   *
   * @param tensor twice the layer, and one more for values
   */
  FloatBuffer past(int tensor) {
    return past[tensor].first(heads * pastRows * dimension);
  }

  /** Where the graph writes a tensor of a call's rows, {@code [heads, rows, dimension]}. */
  FloatBuffer written(int tensor, int rows) {
    int size = heads * rows * dimension;
    return written.first(past.length * size).slice(tensor * size, size);
  }

  /** Counts the rows that the graph has written. */
  void append(int rows) {
    writtenRows = rows;
    keptWrittenRows = rows;
  }

  /** Forgets all rows from {@code rows} on. */
  void truncate(int rows) {
    if (rows >= pastRows) {
      keptWrittenRows = rows - pastRows;
      return;
    }
    keptWrittenRows = 0;
    for (FloatStorage storage : past) {
      FloatBuffer tensor = storage.first(heads * pastRows * dimension);
      for (int head = 1; head < heads; head++) {
        tensor.put(head * rows * dimension, tensor, head * pastRows * dimension, rows * dimension);
      }
    }
    pastRows = rows;
  }
}
