package dev.typofix.server.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * A line at the bottom of the terminal that says how far a run has come. It is taken away before
 * anything else is printed, which is why this is no library's bar. Prints nothing if it is not
 * visible.
 */
final class ProgressLine {

  private static final int CELLS = 24;
  private static final int MAXIMUM_NAME = 40;
  private static final long REDRAW_NANOS = 50_000_000;

  private final PrintWriter error;
  private final boolean visible;
  private final int total;
  private boolean drawn;
  private long lastDrawn = System.nanoTime() - REDRAW_NANOS;

  /** A line for a run over {@code total} files. */
  ProgressLine(PrintWriter error, boolean visible, int total) {
    this.error = error;
    this.visible = visible && total > 1;
    this.total = total;
  }

  /** Says that so many files are done and this one is being checked. */
  void show(int done, String name) {
    long now = System.nanoTime();
    if (!visible || now - lastDrawn < REDRAW_NANOS) {
      return;
    }
    lastDrawn = now;
    int full = done * CELLS / total;
    String shown =
        name.length() > MAXIMUM_NAME ? "…" + name.substring(name.length() - MAXIMUM_NAME) : name;
    error.printf(
        Locale.ROOT,
        "\r\u001B[K%s%s %d/%d %s",
        "█".repeat(full),
        "░".repeat(CELLS - full),
        done,
        total,
        Printable.of(shown));
    error.flush();
    drawn = true;
  }

  /** Takes the line away; the next {@link #show} brings it back. */
  void clear() {
    if (drawn) {
      error.print("\r\u001B[K");
      error.flush();
      drawn = false;
    }
  }
}
