package dev.typofix.engine.coreml;

import dev.typofix.engine.TokenTree;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of a tree in the order in which its paths are walked. */
final class PathOrder {

  private PathOrder() {}

  /**
   * Depth first: a row comes after its parent and all that hangs on the rows before it. Rows that
   * hang on the same node of the session follow each other.
   *
   * @return row indices of the tree, all of them
   */
  static int[] depthFirst(TokenTree tree) {
    int rows = tree.rowCount();
    int[] firstChild = filled(rows);
    int[] nextSibling = filled(rows);
    for (int row = rows - 1; row >= 0; row--) {
      int parent = tree.parent(row) - tree.firstNode();
      if (parent >= 0) {
        nextSibling[row] = firstChild[parent];
        firstChild[parent] = row;
      }
    }
    int[] order = new int[rows];
    int[] open = new int[rows];
    int count = 0;
    for (int root : rootsByParent(tree)) {
      int depth = 0;
      open[depth++] = root;
      while (depth > 0) {
        int row = open[--depth];
        order[count++] = row;
        if (nextSibling[row] >= 0) {
          open[depth++] = nextSibling[row];
        }
        if (firstChild[row] >= 0) {
          open[depth++] = firstChild[row];
        }
      }
    }
    return order;
  }

  private static int[] rootsByParent(TokenTree tree) {
    return IntStream.range(0, tree.rowCount())
        .filter(row -> tree.parent(row) < tree.firstNode())
        .boxed()
        .sorted((a, b) -> Integer.compare(tree.parent(a), tree.parent(b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] filled(int size) {
    int[] none = new int[size];
    Arrays.fill(none, -1);
    return none;
  }
}
