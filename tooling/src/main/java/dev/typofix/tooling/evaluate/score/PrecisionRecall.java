package dev.typofix.tooling.evaluate.score;

/**
 * How much of what was reported is right, and how much of what is wrong was found. All from 0 to 1.
 *
 * @param f05 the weighted harmonic mean that counts precision twice as much as recall
 */
public record PrecisionRecall(double precision, double recall, double f05) {

  private static final double BETA_SQUARED = 0.25;

  /** From counts; what was divided by nothing is 0. */
  static PrecisionRecall of(long right, long reported, long found, long wanted) {
    return of(share(right, reported), share(found, wanted));
  }

  private static PrecisionRecall of(double precision, double recall) {
    double f =
        precision + recall == 0
            ? 0
            : (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
    return new PrecisionRecall(precision, recall, f);
  }

  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
