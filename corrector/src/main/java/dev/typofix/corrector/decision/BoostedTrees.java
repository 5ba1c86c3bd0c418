package dev.typofix.corrector.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Gradient-boosted decision trees: the sum of one leaf of each. A node's left child is taken if the
 * feature is at most the threshold (Friedman, "Greedy function approximation", 2001). Immutable.
 */
final class BoostedTrees {

  private final int[] features; // [nodes], −1 for a leaf
  private final float[] thresholds; // [nodes], of a leaf its value
  private final int[] lefts; // [nodes]
  private final int[] rights; // [nodes]
  private final int[] roots; // [trees]

  private BoostedTrees(int nodes, int trees) {
    features = new int[nodes];
    thresholds = new float[nodes];
    lefts = new int[nodes];
    rights = new int[nodes];
    roots = new int[trees];
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
      trees.features[i] = json.path("feature").path(i).asInt(-2);
      trees.thresholds[i] = (float) json.path("threshold").path(i).asDouble(Double.NaN);
      trees.lefts[i] = json.path("left").path(i).asInt(-1);
      trees.rights[i] = json.path("right").path(i).asInt(-1);
      trees.checkNode(i, featureCount);
    }
    for (int i = 0; i < trees.roots.length; i++) {
      trees.roots[i] = json.path("roots").path(i).asInt(-1);
      if (trees.roots[i] < 0 || trees.roots[i] >= nodes) {
        throw new IOException("tree " + i + " has no root");
      }
    }
    return trees;
  }

  private void checkNode(int node, int featureCount) throws IOException {
    boolean leaf = features[node] == -1;
    boolean inner =
        features[node] >= 0
            && features[node] < featureCount
            && lefts[node] > node
            && lefts[node] < features.length
            && rights[node] > node
            && rights[node] < features.length;
    if (!(leaf || inner) || !Float.isFinite(thresholds[node])) {
      throw new IOException("node " + node + " of the decision trees is malformed");
    }
  }

  /** The sum of the leaves that a feature vector falls into. */
  double sum(float[] vector) {
    double sum = 0;
    for (int root : roots) {
      int node = root;
      while (features[node] >= 0) {
        node = vector[features[node]] <= thresholds[node] ? lefts[node] : rights[node];
      }
      sum += thresholds[node];
    }
    return sum;
  }
}
