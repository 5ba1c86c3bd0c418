package dev.typofix.corrector.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
