package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a labelled line takes, milliseconds, once the program is warm.
 *
 * @param texts how many were timed
 * @param correctionsPerSecond lines checked and corrected in a second, one after the other
 * @param histogram bars of equal width; the last takes in all that is slower
 */
public record Latency(
    int texts,
    double p50Millis,
    double p90Millis,
    double p99Millis,
    double correctionsPerSecond,
    List<Bar> histogram) {

  /** So many are not timed: by then the hot methods are compiled. */
  private static final int WARM_UP = 50;

  private static final int BARS = 24;

  public Latency {
    histogram = List.copyOf(histogram);
  }

  /** Texts that took about as long. */
  public record Bar(double fromMillis, double toMillis, int texts) {}

  /**
   * Counts times in the order in which the texts were checked. The first are left out, at most half
   * of them.
   */
  static Latency of(List<CheckedText> checked) {
    long[] nanos =
        checked.stream()
            .filter(text -> text.nanos().isPresent())
            .mapToLong(text -> text.nanos().getAsLong())
            .toArray();
    double[] millis =
        Arrays.stream(nanos)
            .skip(Math.min(WARM_UP, nanos.length / 2))
            .mapToDouble(time -> time / 1e6)
            .sorted()
            .toArray();
    double total = Arrays.stream(millis).sum();
    return new Latency(
        millis.length,
        at(millis, 0.5),
        at(millis, 0.9),
        at(millis, 0.99),
        total == 0 ? 0 : 1000 * millis.length / total,
        histogram(millis));
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * share)];
  }

  private static List<Bar> histogram(double[] sorted) {
    double width = at(sorted, 0.99) / (BARS - 1);
    if (width == 0) {
      return List.of();
    }
    int[] counts = new int[BARS];
    for (double time : sorted) {
      counts[(int) Math.min(BARS - 1.0, time / width)]++;
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      double to = i == BARS - 1 ? sorted[sorted.length - 1] : (i + 1) * width;
      bars.add(new Bar(i * width, to, counts[i]));
    }
    return bars;
  }
}
