package dev.typofix.corrector.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostedTreesTest {

  /** Feature 0 at most 1.5: 10; else feature 1 at most −2: 20, else 30. And a tree of one leaf. */
  private static final String TWO_TREES =
      """
      {"feature":   [0,   -1, 1,  -1, -1, -1],
       "threshold": [1.5, 10, -2, 20, 30, 0.25],
       "left":      [1,   -1, 3,  -1, -1, -1],
       "right":     [2,   -1, 4,  -1, -1, -1],
       "roots":     [0, 5]}
      """;

  @Test
  void adds_the_leaves_that_the_features_lead_to() throws IOException {
    BoostedTrees trees = BoostedTrees.parse(json(TWO_TREES), 2);
    assertThat(trees.sum(new float[] {1, 0})).isEqualTo(10.25);
    assertThat(trees.sum(new float[] {2, -3})).isEqualTo(20.25);
    assertThat(trees.sum(new float[] {2, -1})).isEqualTo(30.25);
  }

  @Test
  void a_feature_at_the_threshold_goes_left() throws IOException {
    BoostedTrees trees = BoostedTrees.parse(json(TWO_TREES), 2);
    assertThat(trees.sum(new float[] {1.5f, 0})).isEqualTo(10.25);
    assertThat(trees.sum(new float[] {2, -2})).isEqualTo(20.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"feature\": [], \"threshold\": [], \"left\": [], \"right\": [], \"roots\": []}",
      })
  void no_trees_sum_to_nothing(String text) throws IOException {
    assertThat(BoostedTrees.parse(json(text), 2).sum(new float[] {1, 2})).isZero();
  }

  @Test
  void random_trees_lead_where_a_walk_does() throws IOException {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      int features = 1 + random.nextInt(6);
      RandomTrees written = new RandomTrees(random, features);
      IntStream.range(0, random.nextInt(9)).forEach(i -> written.addTree(random.nextInt(64)));
      BoostedTrees trees = BoostedTrees.parse(written.json(), features);
      for (int i = 0; i < 50; i++) {
        float[] vector = new float[features];
        for (int f = 0; f < features; f++) {
          vector[f] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(10);
        }
        assertThat(trees.sum(vector)).isEqualTo(written.walk(vector));
      }
    }
  }

  @Test
  void a_tree_of_more_than_64_leaves_is_refused() {
    RandomTrees written = new RandomTrees(new Random(3), 2);
    written.addTree(64);
    assertThatIOException()
        .isThrownBy(() -> BoostedTrees.parse(written.json(), 2))
        .withMessageContaining("more than 64 leaves");
  }

  @Test
  void a_tree_as_deep_as_a_file_can_hold_is_refused() {
    RandomTrees written = new RandomTrees(new Random(3), 2);
    written.addChain(100_000);
    assertThatIOException()
        .isThrownBy(() -> BoostedTrees.parse(written.json(), 2))
        .withMessageContaining("more than 64 leaves");
  }

  /** Trees with small whole numbers as thresholds, so that features meet them. */
  private static final class RandomTrees {
    private final Random random;
    private final int features;
    private final List<int[]> nodes = new ArrayList<>(); // feature, threshold, left, right
    private final List<Integer> roots = new ArrayList<>();

    RandomTrees(Random random, int features) {
      this.random = random;
      this.features = features;
    }

    void addTree(int splits) {
      roots.add(nodes.size());
      List<int[]> leaves = new ArrayList<>(List.of(addLeaf()));
      for (int i = 0; i < splits; i++) {
        int[] split = leaves.remove(random.nextInt(leaves.size()));
        split[0] = random.nextInt(features);
        split[1] = random.nextInt(10);
        split[2] = nodes.size();
        leaves.add(addLeaf());
        split[3] = nodes.size();
        leaves.add(addLeaf());
      }
    }

    void addChain(int splits) {
      roots.add(nodes.size());
      int[] leaf = addLeaf();
      for (int i = 0; i < splits; i++) {
        leaf[0] = 0;
        leaf[2] = nodes.size() + 1;
        leaf[3] = nodes.size();
        addLeaf();
        leaf = addLeaf();
      }
    }

    private int[] addLeaf() {
      int[] leaf = {-1, random.nextInt(1000), -1, -1};
      nodes.add(leaf);
      return leaf;
    }

    JsonNode json() {
      ObjectNode json = new ObjectMapper().createObjectNode();
      List<String> names = List.of("feature", "threshold", "left", "right");
      for (int i = 0; i < names.size(); i++) {
        ArrayNode array = json.putArray(names.get(i));
        for (int[] node : nodes) {
          array.add(node[i]);
        }
      }
      ArrayNode array = json.putArray("roots");
      roots.forEach(array::add);
      return json;
    }

    double walk(float[] vector) {
      double sum = 0;
      for (int root : roots) {
        int[] node = nodes.get(root);
        while (node[0] >= 0) {
          node = nodes.get(vector[node[0]] <= node[1] ? node[2] : node[3]);
        }
        sum += node[1];
      }
      return sum;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the child is the node itself
        "{'feature': [0, -1], 'threshold': [1, 2], 'left': [0, -1], 'right': [1, -1], 'roots': [0]}",
        // the child points back
        "{'feature': [0, 0, -1], 'threshold': [1, 2, 3], 'left': [1, 0, -1], 'right': [2, 2, -1],"
            + " 'roots': [0]}",
        // no such child
        "{'feature': [0, -1], 'threshold': [1, 2], 'left': [1, -1], 'right': [2, -1], 'roots': [0]}",
        "{'feature': [0, -1], 'threshold': [1, 2], 'left': [1, -1], 'roots': [0]}",
        // no such feature
        "{'feature': [2, -1], 'threshold': [1, 2], 'left': [1, -1], 'right': [1, -1], 'roots': [0]}",
        "{'feature': [-2], 'threshold': [1], 'left': [-1], 'right': [-1], 'roots': [0]}",
        "{'feature': ['x'], 'threshold': [1], 'left': [-1], 'right': [-1], 'roots': [0]}",
        // no threshold
        "{'feature': [-1], 'threshold': [], 'left': [-1], 'right': [-1], 'roots': [0]}",
        "{'feature': [-1], 'threshold': ['NaN'], 'left': [-1], 'right': [-1], 'roots': [0]}",
        "{'feature': [-1], 'threshold': [null], 'left': [-1], 'right': [-1], 'roots': [0]}",
        "{'feature': [-1], 'threshold': [1e300], 'left': [-1], 'right': [-1], 'roots': [0]}",
        // no such root
        "{'feature': [-1], 'threshold': [1], 'left': [-1], 'right': [-1], 'roots': [1]}",
        "{'feature': [-1], 'threshold': [1], 'left': [-1], 'right': [-1], 'roots': [-1]}",
        "{'feature': [-1], 'threshold': [1], 'left': [-1], 'right': [-1], 'roots': [null]}",
      })
  void malformed_trees_are_refused(String text) throws IOException {
    JsonNode malformed = json(text.replace('\'', '"'));
    assertThatIOException().isThrownBy(() -> BoostedTrees.parse(malformed, 2));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
