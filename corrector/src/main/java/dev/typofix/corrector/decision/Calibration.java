package dev.typofix.corrector.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How a model's scores become confidence: decision trees over the features, and the threshold from
 * which findings are shown. Read from a bundle's {@code calibration.json}. Immutable.
 */
public final class Calibration {

  /** The file's name in a bundle. */
  public static final String FILE = "calibration.json";

  private static final int LARGEST = 16 << 20;

  private final BoostedTrees trees;
  private final double slope;
  private final double intercept;
  private final double threshold;
  private final Map<String, Double> thresholds = new HashMap<>();

  private Calibration(JsonNode json) throws IOException {
    Feature[] features = Feature.values();
    JsonNode featureNames = json.path("features");
    if (featureNames.size() != features.length) {
      throw new IOException(featureNames.size() + " features, not " + features.length);
    }
    for (int i = 0; i < features.length; i++) {
      if (!featureNames.path(i).asText().equals(features[i].code())) {
        throw new IOException("feature " + i + " is not " + features[i].code());
      }
    }
    trees = BoostedTrees.parse(json.path("trees"), features.length);
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

  /**
   * Reads a calibration.
   *
   * @throws IOException if it is malformed or was made for other features
   */
  public static Calibration read(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new IOException("larger than " + LARGEST + " bytes");
    }
    try {
      return new Calibration(new ObjectMapper().readTree(bytes));
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
