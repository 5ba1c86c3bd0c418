package dev.typofix.corrector.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a model's scores become confidence: decision trees over the features, and the threshold from
 * which findings are shown. Read from a bundle's {@code calibration.json}, or, for a model that
 * gives a second opinion, {@code second-opinion.json}. Immutable.
 */
public final class Calibration {

  /** The file's name in a bundle: the decision over every {@link Feature}. */
  public static final String FILE = "calibration.json";

  /** The decision of a second model, over every {@link Feature} and {@link OpinionFeature}. */
  public static final String SECOND_OPINION_FILE = "second-opinion.json";

  private static final int LARGEST = 16 << 20;

  private final BoostedTrees trees;
  private final double slope;
  private final double intercept;
  private final double threshold;
  private final Map<String, Double> thresholds = new HashMap<>();

  private Calibration(JsonNode json, List<String> features) throws IOException {
    JsonNode featureNames = json.path("features");
    if (featureNames.size() != features.size()) {
      throw new IOException(featureNames.size() + " features, not " + features.size());
    }
    for (int i = 0; i < features.size(); i++) {
      if (!featureNames.path(i).asText().equals(features.get(i))) {
        throw new IOException("feature " + i + " is not " + features.get(i));
      }
    }
    trees = BoostedTrees.parse(json.path("trees"), features.size());
    slope = number(json, "slope");
    intercept = number(json, "intercept");
    threshold = number(json, "threshold");
    JsonNode kinds = json.path("thresholds");
    for (Iterator<String> names = kinds.fieldNames(); names.hasNext(); ) {
      String kind = names.next();
      thresholds.put(kind, number(kinds, kind));
    }
  }

  private static double number(JsonNode json, String name) throws IOException {
    JsonNode value = json.path(name);
    if (!value.isNumber()) {
      throw new IOException("\"" + name + "\" is no number");
    }
    return value.asDouble();
  }

  /** The features of a decision, in their order. */
  public static List<String> features() {
    return Arrays.stream(Feature.values()).map(Feature::code).toList();
  }

  /** The features of a decision with a second opinion, in their order. */
  public static List<String> secondOpinionFeatures() {
    return Stream.concat(
            features().stream(), Arrays.stream(OpinionFeature.values()).map(OpinionFeature::code))
        .toList();
  }

  /**
   * Reads the calibration of a bundle.
   *
   * @param file {@link #FILE} or {@link #SECOND_OPINION_FILE}
   * @throws ModelLoadException if it has none, or one that is malformed or was made for other
   *     features
   */
  public static Calibration read(ModelBundle bundle, String file) throws ModelLoadException {
    List<String> features = file.equals(FILE) ? features() : secondOpinionFeatures();
    try (InputStream input = bundle.open(file)) {
      return read(input, features);
    } catch (IOException e) {
      throw new ModelLoadException(
          "%s: %s: %s; calibrate the model for this version of Typofix"
              .formatted(bundle.location(), file, e.getMessage()),
          e);
    }
  }

  /**
   * Reads a calibration.
   *
   * @throws IOException if it is malformed or was made for other features
   */
  static Calibration read(InputStream input, List<String> features) throws IOException {
    byte[] bytes = input.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new IOException("larger than " + LARGEST + " bytes");
    }
    try {
      return new Calibration(new ObjectMapper().readTree(bytes), features);
    } catch (JsonProcessingException e) {
      throw new IOException("no JSON: " + e.getOriginalMessage(), e); // the whole has two lines
    }
  }

  /** The probability that an edit is right, from 0 to 1. */
  public double confidence(float[] features) {
    double logit = slope * trees.sum(features) + intercept;
    return 1 / (1 + Math.exp(-logit));
  }

  /**
   * Findings of at least this confidence are shown unless the user asks for others.
   *
   * @param kind the code of the findings' kind
   */
  public double threshold(String kind) {
    return thresholds.getOrDefault(kind, threshold);
  }
}
