package dev.typofix.corrector.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gradient-boosted decision trees: the sum of one leaf of each. A node's left child is taken if the
 * feature is at most the threshold (Friedman, "Greedy function approximation", 2001).
 *
 * <p>Trees are not walked: a walk waits for each of its nodes and guesses every turn wrong half the
 * time. Instead the nodes of all trees lie sorted by feature and threshold, and those that a vector
 * turns right at strike the leaves to their left; the leftmost that is left of each tree is the one
 * (Lucchese et al., "QuickScorer", 2015). Immutable.
 */
final class BoostedTrees {

  /** A tree's leaves are the bits of a long. */
  private static final int MOST_LEAVES = Long.SIZE;

  // the nodes of each feature, by threshold
  private final int[] featureEnds; // [features], where the nodes of each end
  private final float[] thresholds; // [nodes]
  private final int[] trees; // [nodes]
  private final long[] remaining; // [nodes], the leaves that are left where the node turns right

  private final int[] firstLeaves; // [trees]
  private final float[] leaves; // [leaves], those of a tree from left to right

  private BoostedTrees(List<Turn> turns, int features, List<float[]> leavesOfTrees) {
    turns.sort(Comparator.comparingInt(Turn::feature).thenComparingDouble(Turn::threshold));
    featureEnds = new int[features];
    thresholds = new float[turns.size()];
    trees = new int[turns.size()];
    remaining = new long[turns.size()];
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      Arrays.fill(featureEnds, turn.feature, features, i + 1);
      thresholds[i] = turn.threshold;
      trees[i] = turn.tree;
      remaining[i] = turn.remaining;
    }
    firstLeaves = new int[leavesOfTrees.size()];
    leaves = new float[leavesOfTrees.stream().mapToInt(values -> values.length).sum()];
    int next = 0;
    for (int tree = 0; tree < firstLeaves.length; tree++) {
      float[] values = leavesOfTrees.get(tree);
      firstLeaves[tree] = next;
      System.arraycopy(values, 0, leaves, next, values.length);
      next += values.length;
    }
  }

  /** A node that is no leaf. */
  private record Turn(int feature, float threshold, int tree, long remaining) {}

  /**
   * Reads trees from parallel arrays: {@code feature}, {@code threshold}, {@code left}, {@code
   * right}, and {@code roots}. Children follow their parents.
   *
   * @throws IOException if the arrays do not make trees over the features, of 64 leaves at most
   */
  static BoostedTrees parse(JsonNode json, int featureCount) throws IOException {
    int count = json.path("feature").size();
    Node[] nodes = new Node[count];
    for (int i = 0; i < count; i++) {
      int feature = json.path("feature").path(i).asInt(-2);
      float threshold = (float) json.path("threshold").path(i).asDouble(Double.NaN);
      int left = json.path("left").path(i).asInt(-1);
      int right = json.path("right").path(i).asInt(-1);
      boolean leaf = feature == -1;
      boolean inner =
          feature >= 0
              && feature < featureCount
              && isChild(left, i, count)
              && isChild(right, i, count);
      if (!(leaf || inner) || !Float.isFinite(threshold)) {
        throw new IOException("node " + i + " of the decision trees is malformed");
      }
      nodes[i] = new Node(feature, threshold, left, right);
    }
    List<Turn> turns = new ArrayList<>();
    List<float[]> leaves = new ArrayList<>();
    for (int tree = 0; tree < json.path("roots").size(); tree++) {
      int root = json.path("roots").path(tree).asInt(-1);
      if (root < 0 || root >= count) {
        throw new IOException("tree " + tree + " has no root");
      }
      TreeReader reader = new TreeReader(nodes, tree, turns);
      reader.read(root);
      leaves.add(Arrays.copyOf(reader.leaves, reader.leafCount));
    }
    return new BoostedTrees(turns, featureCount, leaves);
  }

  private static boolean isChild(int child, int parent, int nodes) {
    return child > parent && child < nodes;
  }

  /**
   * A node as it is written.
   *
   * @param feature −1 for a leaf
   * @param threshold of a leaf its value
   */
  private record Node(int feature, float threshold, int left, int right) {}

  /** Finds the leaves of one tree from left to right, and what each turn leaves of them. */
  private static final class TreeReader {
    private final Node[] nodes;
    private final int tree;
    private final List<Turn> turns;
    private final float[] leaves = new float[MOST_LEAVES];
    private int leafCount; // one more than turns
    private int turnCount;

    TreeReader(Node[] nodes, int tree, List<Turn> turns) {
      this.nodes = nodes;
      this.tree = tree;
      this.turns = turns;
    }

    void read(int index) throws IOException {
      Node node = nodes[index];
      if (node.feature < 0) {
        leaves[leafCount++] = node.threshold;
        return;
      }
      if (++turnCount == MOST_LEAVES) {
        throw new IOException("tree " + tree + " has more than " + MOST_LEAVES + " leaves");
      }
      int first = leafCount;
      read(node.left);
      long struck = leavesBefore(leafCount) & ~leavesBefore(first);
      turns.add(new Turn(node.feature, node.threshold, tree, ~struck));
      read(node.right);
    }

    private static long leavesBefore(int leaf) {
      return leaf == MOST_LEAVES ? -1L : (1L << leaf) - 1;
    }
  }

  /** The sum of the leaves that a feature vector falls into. */
  double sum(float[] vector) {
    long[] left = new long[firstLeaves.length];
    Arrays.fill(left, -1L);
    int node = 0;
    for (int feature = 0; feature < featureEnds.length; feature++) {
      float value = vector[feature];
      int end = featureEnds[feature];
      while (node < end && !(value <= thresholds[node])) { // what is no number turns right
        left[trees[node]] &= remaining[node];
        node++;
      }
      node = end;
    }
    double sum = 0;
    for (int tree = 0; tree < left.length; tree++) {
      sum += leaves[firstLeaves[tree] + Long.numberOfTrailingZeros(left[tree])];
    }
    return sum;
  }
}
