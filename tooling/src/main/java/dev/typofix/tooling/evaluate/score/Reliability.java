package dev.typofix.tooling.evaluate.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether confidence means what it says.
 *
 * @param findings how many were looked at
 * @param expectedCalibrationError the mean distance of confidence and the share that is right, over
 *     bins weighted by their findings (Naeini et al., AAAI 2015)
 * @param bins of equal width, those without findings left out
 */
public record Reliability(int findings, double expectedCalibrationError, List<Bin> bins) {

  private static final int BINS = 10;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Findings of about the same confidence.
   *
   * @param from the lowest confidence
   * @param to the highest, exclusive but for 1
   * @param confidence their mean
   * @param right the share whose first replacement is right
   */
  public record Bin(double from, double to, int findings, double confidence, double right) {
    private double weightedError() {
      return findings * Math.abs(confidence - right);
    }
  }

  /** Sorts findings into bins; those without confidence are left out. */
  static Reliability of(List<FindingVerdict> verdicts) {
    int[] counts = new int[BINS];
    int[] rights = new int[BINS];
    double[] sums = new double[BINS];
    for (FindingVerdict verdict : verdicts) {
      if (verdict.finding().confidence().isPresent()) {
        double confidence = verdict.finding().confidence().getAsDouble();
        int bin = Math.min(BINS - 1, (int) (confidence * BINS));
        counts[bin]++;
        sums[bin] += confidence;
        rights[bin] += verdict.right() ? 1 : 0;
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        bins.add(
            new Bin(
                (double) i / BINS,
                (i + 1.0) / BINS,
                counts[i],
                sums[i] / counts[i],
                PrecisionRecall.share(rights[i], counts[i])));
      }
    }
    int total = bins.stream().mapToInt(Bin::findings).sum();
    double error = bins.stream().mapToDouble(Bin::weightedError).sum();
    return new Reliability(total, total == 0 ? 0 : error / total, bins);
  }
}
