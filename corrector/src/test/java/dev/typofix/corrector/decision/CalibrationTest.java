package dev.typofix.corrector.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  private static final float[] NOTHING = new float[Feature.values().length];

  @Test
  void turns_the_sum_of_the_trees_into_a_probability() throws IOException {
    Calibration calibration = read(valid());
    assertThat(calibration.threshold("misspelling")).isEqualTo(0.8);
    float[] likely = NOTHING.clone();
    likely[0] = 5;
    assertThat(calibration.confidence(likely)).isCloseTo(1 / (1 + Math.exp(-7)), within(1e-9));
    assertThat(calibration.confidence(NOTHING)).isCloseTo(1 / (1 + Math.exp(5)), within(1e-9));
  }

  @Test
  void a_kind_of_findings_may_have_a_threshold_of_its_own() throws IOException {
    ObjectNode json = valid();
    json.putObject("thresholds").put("repeated-word", 0.3);
    Calibration calibration = read(json);
    assertThat(calibration.threshold("repeated-word")).isEqualTo(0.3);
    assertThat(calibration.threshold("misspelling")).isEqualTo(0.8);
    ((ObjectNode) json.get("thresholds")).put("repeated-word", "low");
    assertRefused(json, "\"repeated-word\"");
  }

  @Test
  void a_probability_stays_within_0_and_1_whatever_the_sum() throws IOException {
    Calibration steep = read(valid().put("slope", 1e6));
    float[] likely = NOTHING.clone();
    likely[0] = 5;
    assertThat(steep.confidence(likely)).isEqualTo(1);
    assertThat(steep.confidence(NOTHING)).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slope", "intercept", "threshold"})
  void a_missing_number_is_named(String name) {
    ObjectNode json = valid();
    json.remove(name);
    assertRefused(json, "\"" + name + "\"");
    assertRefused(json.put(name, "3"), "\"" + name + "\"");
    assertRefused(json.putNull(name), "\"" + name + "\"");
  }

  @Test
  void other_features_are_refused() {
    ObjectNode json = valid();
    ((ArrayNode) json.get("features")).set(2, "tea_leaves");
    assertRefused(json, "feature 2 is not copy_log_prob");
  }

  @Test
  void another_number_of_features_is_refused() {
    ObjectNode more = valid();
    ((ArrayNode) more.get("features")).add("tea_leaves");
    assertRefused(more, "features, not " + Feature.values().length);
    ObjectNode none = valid();
    none.remove("features");
    assertRefused(none, "0 features, not " + Feature.values().length);
  }

  @Test
  void malformed_trees_are_refused() {
    ObjectNode json = valid();
    ((ArrayNode) json.get("trees").get("left")).set(0, 0);
    assertRefused(json, "node 0 of the decision trees");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "calibration", "{\"features\": ", "\0"})
  void text_that_is_no_calibration_is_refused_in_one_line(String text) {
    assertThatIOException()
        .isThrownBy(
            () ->
                Calibration.read(
                    new ByteArrayInputStream(text.getBytes(UTF_8)), Calibration.features()))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
  }

  @Test
  void a_file_that_is_too_large_is_refused() {
    InputStream endless =
        new SequenceInputStream(new ByteArrayInputStream(bytes(valid())), new Blanks());
    assertThatIOException()
        .isThrownBy(() -> Calibration.read(endless, Calibration.features()))
        .withMessageContaining("larger than");
  }

  private static void assertRefused(ObjectNode json, String why) {
    assertThatIOException().isThrownBy(() -> read(json)).withMessageContaining(why);
  }

  private static Calibration read(ObjectNode json) throws IOException {
    return Calibration.read(new ByteArrayInputStream(bytes(json)), Calibration.features());
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(UTF_8);
  }

  /** One tree: log-odds above 1 give 3, others −3; a slope of 2 and an intercept of 1. */
  private static ObjectNode valid() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ArrayNode names = json.putArray("features");
    for (Feature feature : Feature.values()) {
      names.add(feature.code());
    }
    ObjectNode trees = json.putObject("trees");
    trees.putArray("feature").add(0).add(-1).add(-1);
    trees.putArray("threshold").add(1).add(-3).add(3);
    trees.putArray("left").add(1).add(-1).add(-1);
    trees.putArray("right").add(2).add(-1).add(-1);
    trees.putArray("roots").add(0);
    return json.put("slope", 2).put("intercept", 1).put("threshold", 0.8);
  }

  /** Blanks without end. */
  private static final class Blanks extends InputStream {
    @Override
    public int read() {
      return ' ';
    }
  }
}
