package dev.typofix.tooling.chat;

import com.google.common.base.Preconditions;
import dev.typofix.engine.TreeScores;
import java.util.Random;

/** Chooses a next token among the most probable ones. Confined to one thread. */
final class Sampler {

  private final double temperature;
  private final Random random;

  /**
   * Makes a sampler.
   *
   * @param temperature 0 takes the most probable token; 1 follows the model
   */
  Sampler(double temperature, long seed) {
    Preconditions.checkArgument(
        temperature >= 0 && temperature <= 10, "temperature %s: from 0 to 10", temperature);
    this.temperature = temperature;
    this.random = new Random(seed);
  }

  /** A token out of those of a top row; only as many as the model ranks have a chance. */
  int choose(TreeScores scores, int top) {
    int count = scores.topCount();
    if (temperature == 0) {
      return scores.topToken(top, 0);
    }
    double best = scores.topLogProb(top, 0);
    double[] shares = new double[count];
    double sum = 0;
    for (int rank = 0; rank < count; rank++) {
      shares[rank] = Math.exp((scores.topLogProb(top, rank) - best) / temperature);
      sum += shares[rank];
    }
    double rest = random.nextDouble() * sum;
    int rank = 0;
    while (rank < count - 1 && rest >= shares[rank]) {
      rest -= shares[rank++];
    }
    return scores.topToken(top, rank);
  }
}
