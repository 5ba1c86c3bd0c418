package dev.typofix.engine.coreml;

import dev.typofix.engine.TokenTree;
import java.util.Arrays;

/** The nodes of a session, by their numbers. Confined to one thread at a time. */
final class SessionNodes {

  private int[] tokens = new int[128]; // [size]
  private int[] parents = new int[128]; // [size], -1 for a root
  private int[] positions = new int[128]; // [size]
  private int size;

  int size() {
    return size;
  }

  int token(int node) {
    return tokens[node];
  }

  /** The number of its parent, or -1. */
  int parent(int node) {
    return parents[node];
  }

  int position(int node) {
    return positions[node];
  }

  /** Appends all rows of a tree that starts at {@link #size()}. */
  void append(TokenTree tree) {
    int end = size + tree.rowCount();
    if (end > tokens.length) {
      int capacity = Math.max(end, 2 * tokens.length);
      tokens = Arrays.copyOf(tokens, capacity);
      parents = Arrays.copyOf(parents, capacity);
      positions = Arrays.copyOf(positions, capacity);
    }
    for (int row = 0; row < tree.rowCount(); row++) {
      tokens[size + row] = tree.token(row);
      parents[size + row] = tree.parent(row);
      positions[size + row] = tree.position(row);
    }
    size = end;
  }

  /** Forgets the nodes from a number on. */
  void truncate(int newSize) {
    size = newSize;
  }
}
