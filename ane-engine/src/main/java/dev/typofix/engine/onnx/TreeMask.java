package dev.typofix.engine.onnx;

import dev.typofix.engine.TokenTree;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Which rows see which: the additive attention mask of a call. Keeps the parents of all nodes of
 * the session. Confined to one thread at a time.
 */
final class TreeMask {

  /** Added to a score that must not count; finite, because {@code -inf} turns into NaN. */
  private static final float HIDDEN = -1e4f;

  private static final float VISIBLE = 0f;

  private final FloatStorage storage = new FloatStorage();
  private int[] parents = new int[64]; // [nodes]
  private float[] hidden = new float[0];

  /**
   * The mask of the tree's rows: each sees its ancestors and itself.
   *
   * @param past how many nodes lie before the tree
   * @return {@code [rows, past + rows]}
   */
  FloatBuffer of(TokenTree tree, int past) {
    int rows = tree.rowCount();
    int width = past + rows;
    FloatBuffer mask = storage.first(Math.multiplyExact(rows, width));
    for (int row = 0; row < rows; row++) {
      int start = row * width;
      int parent = tree.parent(row);
      if (parent >= past) {
        // What the parent sees, its row sees too.
        mask.put(start, mask, (parent - past) * width, width);
      } else {
        mask.put(start, hidden(width), 0, width);
        for (int node = parent; node >= 0; node = parents[node]) {
          mask.put(start + node, VISIBLE);
        }
      }
      mask.put(start + past + row, VISIBLE);
    }
    return mask;
  }

  /** Remembers the parents of the tree's rows. */
  void append(TokenTree tree, int past) {
    int rows = tree.rowCount();
    if (parents.length < past + rows) {
      parents = Arrays.copyOf(parents, Math.max(past + rows, parents.length * 2));
    }
    for (int row = 0; row < rows; row++) {
      parents[past + row] = tree.parent(row);
    }
  }

  private float[] hidden(int width) {
    if (hidden.length < width) {
      hidden = new float[width + width / 2];
      Arrays.fill(hidden, HIDDEN);
    }
    return hidden;
  }
}
