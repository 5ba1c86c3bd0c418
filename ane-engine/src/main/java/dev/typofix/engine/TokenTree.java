package dev.typofix.engine;

import com.google.common.base.Preconditions;
import java.util.Arrays;

/**
 * Rows to append to a {@link Session}, and what is wanted of them. A row is a token with a parent
 * and a position; a target asks for the log-probability of a token that may follow a row, without
 * running the token itself; a top row asks for the most probable next tokens. Immutable.
 */
public final class TokenTree {

  private final int firstNode;
  private final int[] tokens; // [rows]
  private final int[] parents; // [rows], node numbers of the session, -1 for a root
  private final int[] positions; // [rows]
  private final int[] targetRows; // [targets], row indices of this tree
  private final int[] targetTokens; // [targets]
  private final int[] topRows; // [tops], row indices of this tree

  private TokenTree(Builder builder) {
    this.firstNode = builder.firstNode;
    this.tokens = Arrays.copyOf(builder.tokens, builder.rowCount);
    this.parents = Arrays.copyOf(builder.parents, builder.rowCount);
    this.positions = Arrays.copyOf(builder.positions, builder.rowCount);
    this.targetRows = Arrays.copyOf(builder.targetRows, builder.targetCount);
    this.targetTokens = Arrays.copyOf(builder.targetTokens, builder.targetCount);
    this.topRows = Arrays.copyOf(builder.topRows, builder.topCount);
  }

  /**
   * Starts a tree.
   *
   * @param firstNode the node number of its first row: the size of the session that it will extend
   */
  public static Builder builder(int firstNode) {
    return new Builder(firstNode);
  }

  /** The node number of the first row. */
  public int firstNode() {
    return firstNode;
  }

  public int rowCount() {
    return tokens.length;
  }

  public int targetCount() {
    return targetTokens.length;
  }

  public int topCount() {
    return topRows.length;
  }

  public int token(int row) {
    return tokens[row];
  }

  /** The parent's node number in the session, or -1 for a root. Always lower than the row's own. */
  public int parent(int row) {
    return parents[row];
  }

  public int position(int row) {
    return positions[row];
  }

  /** The row of this tree after which the target is scored. */
  public int targetRow(int target) {
    return targetRows[target];
  }

  public int targetToken(int target) {
    return targetTokens[target];
  }

  /** The row of this tree whose most probable next tokens are wanted. */
  public int topRow(int top) {
    return topRows[top];
  }

  /**
   * Finds the caller's own mistakes before a backend reads past the end of a table.
   *
   * @param size how many nodes the session holds
   * @throws IllegalArgumentException if the tree starts elsewhere, or has a token or a position
   *     that the model lacks
   */
  public void checkFits(int size, ModelManifest manifest) {
    Preconditions.checkArgument(
        firstNode == size, "the tree starts at node %s, the session holds %s", firstNode, size);
    for (int row = 0; row < tokens.length; row++) {
      checkToken(tokens[row], manifest);
      Preconditions.checkArgument(
          positions[row] < manifest.maximumPositions(),
          "position %s, the model has %s",
          positions[row],
          manifest.maximumPositions());
    }
    for (int token : targetTokens) {
      checkToken(token, manifest);
    }
  }

  private static void checkToken(int token, ModelManifest manifest) {
    Preconditions.checkArgument(
        token < manifest.vocabularySize(),
        "token %s, the model has %s",
        token,
        manifest.vocabularySize());
  }

  /** Collects rows in the order in which they are appended. Not thread-safe. */
  public static final class Builder {
    private final int firstNode;
    private int[] tokens = new int[64];
    private int[] parents = new int[64];
    private int[] positions = new int[64];
    private int rowCount;
    private int[] targetRows = new int[64];
    private int[] targetTokens = new int[64];
    private int targetCount;
    private int[] topRows = new int[64];
    private int topCount;

    private Builder(int firstNode) {
      Preconditions.checkArgument(firstNode >= 0, "first node %s is negative", firstNode);
      this.firstNode = firstNode;
    }

    /** The node number of the first row. */
    public int firstNode() {
      return firstNode;
    }

    /** How many rows were added. */
    public int rowCount() {
      return rowCount;
    }

    /**
     * Adds a row.
     *
     * @param token the token's number in the vocabulary
     * @param parent the node number of an earlier row of the session or of this tree, or -1
     * @param position the row's position in the model's sequence, from 0
     * @return the row's node number
     */
    public int addRow(int token, int parent, int position) {
      int node = firstNode + rowCount;
      Preconditions.checkArgument(
          parent >= -1 && parent < node, "parent %s of node %s must precede it", parent, node);
      Preconditions.checkArgument(token >= 0, "token %s is negative", token);
      Preconditions.checkArgument(position >= 0, "position %s is negative", position);
      if (rowCount == tokens.length) {
        tokens = Arrays.copyOf(tokens, rowCount * 2);
        parents = Arrays.copyOf(parents, rowCount * 2);
        positions = Arrays.copyOf(positions, rowCount * 2);
      }
      tokens[rowCount] = token;
      parents[rowCount] = parent;
      positions[rowCount] = position;
      rowCount++;
      return node;
    }

    /**
     * Asks for {@code log P(token | path from the root to node)}.
     *
     * @param node the node number of a row of this tree
     * @return the target's index in {@link TreeScores#targetLogProb}
     */
    public int addTarget(int node, int token) {
      int row = ownRow(node);
      Preconditions.checkArgument(token >= 0, "token %s is negative", token);
      if (targetCount == targetRows.length) {
        targetRows = Arrays.copyOf(targetRows, targetCount * 2);
        targetTokens = Arrays.copyOf(targetTokens, targetCount * 2);
      }
      targetRows[targetCount] = row;
      targetTokens[targetCount] = token;
      return targetCount++;
    }

    /**
     * Asks for the most probable tokens after a row of this tree.
     *
     * @return the index for {@link TreeScores#topToken} and {@link TreeScores#topLogProb}
     */
    public int addTop(int node) {
      if (topCount == topRows.length) {
        topRows = Arrays.copyOf(topRows, topCount * 2);
      }
      topRows[topCount] = ownRow(node);
      return topCount++;
    }

    public TokenTree build() {
      return new TokenTree(this);
    }

    private int ownRow(int node) {
      Preconditions.checkArgument(
          node >= firstNode && node < firstNode + rowCount,
          "node %s is no row of this tree, which holds %s rows from %s",
          node,
          rowCount,
          firstNode);
      return node - firstNode;
    }
  }
}
