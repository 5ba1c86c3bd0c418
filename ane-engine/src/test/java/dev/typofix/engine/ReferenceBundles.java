package dev.typofix.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** The small models among the test resources, and what others say that they score. */
public final class ReferenceBundles {

  private static final String FOLDER = "dev/typofix/engine/";

  private ReferenceBundles() {}

  /** Opens the bundle of that name. */
  public static ModelBundle bundle(String name) throws ModelLoadException {
    try {
      URL manifest = Resources.getResource(FOLDER + "reference/" + name + "/manifest.json");
      return ModelBundle.directory(Path.of(manifest.toURI()).resolveSibling(""));
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * How far a model's scores lie from those that a file expects.
   *
   * @param expected {@code expected-tiny.json}
   */
  public static Distance distance(LanguageModel model, String expected) {
    double sum = 0;
    double largest = 0;
    int count = 0;
    for (JsonNode tree : read(expected).get("cases")) {
      ScoredTree nodes =
          new ScoredTree(ints(tree, "tokens"), ints(tree, "parents"), ints(tree, "positions"));
      float[] actual;
      try (Session session = model.newSession()) {
        actual = nodes.scores(session);
      }
      for (int node = 0; node < actual.length; node++) {
        JsonNode logProb = tree.get("logProbs").get(node);
        if (!logProb.isNull()) {
          double distance = Math.abs(actual[node] - logProb.doubleValue());
          sum += distance;
          largest = Math.max(largest, distance);
          count++;
        }
      }
    }
    return new Distance(sum / count, largest, count);
  }

  private static JsonNode read(String name) {
    try {
      return JsonMapper.builder()
          .build()
          .readTree(Resources.toByteArray(Resources.getResource(FOLDER + name)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int[] ints(JsonNode tree, String field) {
    return StreamSupport.stream(tree.get(field).spliterator(), false)
        .mapToInt(JsonNode::intValue)
        .toArray();
  }

  /**
   * A distance between two lists of scores, in nats.
   *
   * @param count how many scores were compared
   */
  public record Distance(double mean, double largest, int count) {}

  /** Stands where a tokenizer must be; reference models have none. */
  public static final class NoTokenizer implements Tokenizer {
    @Override
    public Tokenization tokenize(String text) {
      throw new UnsupportedOperationException("a reference model has no tokenizer");
    }

    @Override
    public String text(int... tokens) {
      throw new UnsupportedOperationException("a reference model has no tokenizer");
    }

    @Override
    public OptionalInt tokenNumber(String name) {
      return OptionalInt.empty();
    }

    @Override
    public void close() {}
  }
}
