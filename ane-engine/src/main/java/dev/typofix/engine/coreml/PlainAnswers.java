package dev.typofix.engine.coreml;

import com.google.common.primitives.Ints;
import dev.typofix.engine.ModelLoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Log-probabilities out of ANEMLL's heads, {@code logits1} … in the order of the tokens: float16
 * {@code [1, rows, part]} each. A row is read whole. Confined to one thread at a time.
 */
final class PlainAnswers implements BlockAnswers {

  private final List<BridgeFeature> heads;
  private final BridgeSession bridge;
  private final float[] logits; // [vocabulary] of the row in `current`
  private final float[][] parts; // by head: [part]
  private int current = -1;
  private double logSum;

  PlainAnswers(List<BridgeFeature> heads, BridgeSession bridge) {
    this.heads = List.copyOf(heads);
    this.bridge = bridge;
    this.parts = heads.stream().map(head -> new float[width(head)]).toArray(float[][]::new);
    this.logits = new float[heads.stream().mapToInt(PlainAnswers::width).sum()];
  }

  /**
   * Finds a program's heads.
   *
   * @throws ModelLoadException if there are none, or they do not make up the vocabulary
   */
  static List<BridgeFeature> find(FeatureFinder finder, int rows, int vocabulary)
      throws ModelLoadException {
    Map<String, BridgeFeature> outputs = finder.model().features(BridgeCalls.OUTPUT);
    List<BridgeFeature> heads = new ArrayList<>();
    heads.add(finder.named(BridgeCalls.OUTPUT, "logits1"));
    for (int number = 2; outputs.containsKey("logits" + number); number++) {
      heads.add(finder.named(BridgeCalls.OUTPUT, "logits" + number));
    }
    for (BridgeFeature head : heads) {
      long width = head.shape().isEmpty() ? 0 : head.shape().get(head.shape().size() - 1);
      finder.halvesOut(head.name(), 1, rows, width);
    }
    int sum = heads.stream().mapToInt(PlainAnswers::width).sum();
    if (sum != vocabulary) {
      throw new ModelLoadException(
          "%s: %d heads give %d logits, but config.json means %d; convert the model again"
              .formatted(finder.path(), heads.size(), sum, vocabulary));
    }
    return heads;
  }

  @Override
  public void forget() {
    current = -1;
  }

  @Override
  public float logProb(int row, int token) {
    read(row);
    return (float) (logits[token] - logSum);
  }

  @Override
  public void top(int row, int[] tokens, float[] logProbs, int start, int count) {
    read(row);
    TopTokens best = new TopTokens(count);
    for (int token = 0; token < logits.length; token++) {
      best.offer(token, logits[token]);
    }
    for (int rank = 0; rank < best.size(); rank++) {
      tokens[start + rank] = best.number(rank);
      logProbs[start + rank] = (float) (best.value(rank) - logSum);
    }
  }

  private void read(int row) {
    if (row == current) {
      return;
    }
    int first = 0;
    for (int head = 0; head < parts.length; head++) {
      float[] part = parts[head];
      bridge.read(heads.get(head), (long) row * part.length, 1, part);
      System.arraycopy(part, 0, logits, first, part.length);
      first += part.length;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    logSum = largest + Math.log(sum);
    if (!Double.isFinite(logSum)) {
      throw BlockAnswers.noProbabilities(row, logSum);
    }
    current = row;
  }

  private static int width(BridgeFeature head) {
    return Ints.checkedCast(head.shape().get(2));
  }
}
