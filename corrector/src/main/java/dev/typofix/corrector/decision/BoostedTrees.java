package dev.typofix.corrector.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Gradient-boosted decision trees: the sum of one leaf of each. A node's left child is taken if the
 * feature is at most the threshold (Friedman, "Greedy function approximation", 2001). Immutable.
 */
final class BoostedTrees {

  /** What a node holds; side by side, because the whole of it is read at once or not at all. */
  private static final int FEATURE = 0; // −1 for a leaf

  private static final int THRESHOLD = 1; // a float's bits; of a leaf its value
  private static final int LEFT = 2; // where in the array the child begins
  private static final int RIGHT = 3;
  private static final int NODE = 4;

  private final int[] nodes; // [nodes, NODE]
  private final int[] roots; // [trees], where in the array each begins

  private BoostedTrees(int nodes, int trees) {
    this.nodes = new int[nodes * NODE];
    this.roots = new int[trees];
  }

  /**
   * Reads trees from parallel arrays: {@code feature}, {@code threshold}, {@code left}, {@code
   * right}, and {@code roots}. Children follow their parents.
   *
   * @throws IOException if the arrays do not make trees over the features
   */
  static BoostedTrees parse(JsonNode json, int featureCount) throws IOException {
    int nodes = json.path("feature").size();
    BoostedTrees trees = new BoostedTrees(nodes, json.path("roots").size());
    for (int i = 0; i < nodes; i++) {
      int feature = json.path("feature").path(i).asInt(-2);
      float threshold = (float) json.path("threshold").path(i).asDouble(Double.NaN);
      int left = json.path("left").path(i).asInt(-1);
      int right = json.path("right").path(i).asInt(-1);
      boolean leaf = feature == -1;
      boolean inner =
          feature >= 0
              && feature < featureCount
              && isChild(left, i, nodes)
              && isChild(right, i, nodes);
      if (!(leaf || inner) || !Float.isFinite(threshold)) {
        throw new IOException("node " + i + " of the decision trees is malformed");
      }
      trees.nodes[i * NODE + FEATURE] = feature;
      trees.nodes[i * NODE + THRESHOLD] = Float.floatToRawIntBits(threshold);
      trees.nodes[i * NODE + LEFT] = left * NODE;
      trees.nodes[i * NODE + RIGHT] = right * NODE;
    }
    for (int i = 0; i < trees.roots.length; i++) {
      int root = json.path("roots").path(i).asInt(-1);
      if (root < 0 || root >= nodes) {
        throw new IOException("tree " + i + " has no root");
      }
      trees.roots[i] = root * NODE;
    }
    return trees;
  }

  private static boolean isChild(int child, int parent, int nodes) {
    return child > parent && child < nodes;
  }

  /** The sum of the leaves that a feature vector falls into. */
  double sum(float[] vector) {
    double sum = 0;
    for (int root : roots) {
      int node = root;
      while (nodes[node + FEATURE] >= 0) {
        float value = vector[nodes[node + FEATURE]];
        boolean left = value <= Float.intBitsToFloat(nodes[node + THRESHOLD]);
        node = nodes[node + (left ? LEFT : RIGHT)];
      }
      sum += Float.intBitsToFloat(nodes[node + THRESHOLD]);
    }
    return sum;
  }
}
