package dev.typofix.tooling.generate;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/** A bar at the bottom of a terminal; prints nothing anywhere else. Not thread-safe. */
final class ProgressBar {

  private static final int CELLS = 30;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter error;
  private final boolean visible;
  private final long started = System.nanoTime();
  private long lastDrawn = started - REDRAW_NANOS;

  private ProgressBar(PrintWriter error, boolean visible) {
    this.error = error;
    this.visible = visible;
  }

  static ProgressBar ofTerminal(PrintWriter error) {
    return new ProgressBar(error, CommandLine.Help.Ansi.AUTO.enabled());
  }

  /**
   * Draws the bar.
   *
   * @param share from 0 to 1
   * @param pairs so far
   */
  void show(double share, long pairs) {
    long now = System.nanoTime();
    if (!visible || now - lastDrawn < REDRAW_NANOS) {
      return;
    }
    lastDrawn = now;
    int full = (int) (Math.min(1, share) * CELLS);
    error.printf(
        Locale.ROOT,
        "\r\u001B[K%s%s %3.0f %% %,d pairs, %,.0f a second",
        "█".repeat(full),
        "░".repeat(CELLS - full),
        100 * Math.min(1, share),
        pairs,
        pairs / ((now - started) / 1e9));
    error.flush();
  }

  void clear() {
    if (visible) {
      error.print("\r\u001B[K");
      error.flush();
    }
  }
}
