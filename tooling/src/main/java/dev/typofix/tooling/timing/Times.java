package dev.typofix.tooling.timing;

import java.util.Arrays;

/** Durations in milliseconds, collected one by one. Not thread-safe. */
public final class Times {

  private final double[] millis;
  private int count;

  /** Room for so many. */
  public Times(int capacity) {
    millis = new double[capacity];
  }

  public void add(double duration) {
    millis[count++] = duration;
  }

  /** The duration that this share of them does not exceed; NaN of none. */
  public double at(double share) {
    double[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) Math.min(count - 1.0, count * share)];
  }

  /** Since a reading of {@link System#nanoTime}. */
  public static double millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e6;
  }
}
