package dev.typofix.server.cli;

import dev.typofix.server.hub.PullListener;
import dev.typofix.server.hub.Sizes;
import java.io.PrintWriter;

/**
 * A bar that shows on standard error how much of a model has come; nothing where nobody sees it
 * move. Thread-safe.
 */
final class PullProgress implements PullListener {

  private static final int CELLS = 24;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter error;
  private final boolean visible;
  private final Messages messages;
  private long totalBytes;
  private long bytes;
  private boolean drawn;
  private long lastDrawn = System.nanoTime() - REDRAW_NANOS;

  PullProgress(PrintWriter error, boolean visible, Messages messages) {
    this.error = error;
    this.visible = visible;
    this.messages = messages;
  }

  @Override
  public synchronized void begins(long total, long present) {
    totalBytes = total;
    bytes = present;
    String rest = present > 0 ? ", " + Sizes.of(present) + " of them are here already" : "";
    clear();
    error.println("fetching " + Sizes.of(total) + rest);
  }

  @Override
  public synchronized void received(long more) {
    bytes += more;
    long now = System.nanoTime();
    if (!visible || now - lastDrawn < REDRAW_NANOS || totalBytes == 0) {
      return;
    }
    lastDrawn = now;
    int full = (int) Math.max(0, Math.min(CELLS, bytes * CELLS / totalBytes));
    error.print(
        "\r\u001B[K"
            + "█".repeat(full)
            + "░".repeat(CELLS - full)
            + " "
            + Sizes.of(bytes)
            + " of "
            + Sizes.of(totalBytes));
    error.flush();
    drawn = true;
  }

  @Override
  public synchronized void note(String line) {
    clear();
    messages.warning(line);
  }

  /** Takes the bar away. */
  synchronized void clear() {
    if (drawn) {
      error.print("\r\u001B[K");
      error.flush();
      drawn = false;
    }
  }
}
