package dev.typofix.tooling.progress;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar at the bottom of a terminal; prints nothing anywhere else. Not thread-safe. */
public final class ProgressBar {

  private static final int CELLS = 30;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter error;
  private final boolean visible;
  private final String unit;
  private final long started = System.nanoTime();
  private long lastDrawn = started - REDRAW_NANOS;

  ProgressBar(PrintWriter error, boolean visible, String unit) {
    this.error = error;
    this.visible = visible;
    this.unit = unit;
  }

  /**
   * A bar where standard error is a terminal.
   *
   * @param unit what is counted, in the plural
   */
  public static ProgressBar ofTerminal(PrintWriter error, String unit) {
    return new ProgressBar(error, Terminal.showsErrors(), unit);
  }

  /**
   * Draws the bar, if it was not drawn just now.
   *
   * @param share from 0 to 1
   * @param count how many so far
   */
  public void show(double share, long count) {
    long now = System.nanoTime();
    if (!visible || now - lastDrawn < REDRAW_NANOS) {
      return;
    }
    lastDrawn = now;
    int full = (int) (Math.min(1, share) * CELLS);
    error.printf(
        Locale.ROOT,
        "\r\u001B[K%s%s %3.0f %% %,d %s, %,.0f a second",
        "█".repeat(full),
        "░".repeat(CELLS - full),
        100 * Math.min(1, share),
        count,
        unit,
        count / ((now - started) / 1e9));
    error.flush();
  }

  /** Takes the bar away. */
  public void clear() {
    if (visible) {
      error.print("\r\u001B[K");
      error.flush();
    }
  }
}
