package dev.typofix.tooling.evaluate.checker;

import java.io.PrintWriter;

/**
 * Shows how far long work is. On a terminal a bar that moves; elsewhere one line when it begins.
 * For one thread.
 */
public final class Progress {

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private String task = "";
  private int total;
  private int done;
  private int drawn = -1;

  private Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar that moves. */
  public static Progress onTerminal(PrintWriter out) {
    return new Progress(out, true);
  }

  /** A line for each task. */
  public static Progress inLog(PrintWriter out) {
    return new Progress(out, false);
  }

  /**
   * Begins a task.
   *
   * @param steps how many {@link #step}s it has
   */
  public void begin(String name, int steps) {
    task = name;
    total = steps;
    done = 0;
    drawn = -1;
    if (terminal) {
      draw();
    } else {
      out.printf("%s ...%n", task);
      out.flush();
    }
  }

  /** One step is done. */
  public void step() {
    done++;
    if (terminal) {
      draw();
    }
  }

  private void draw() {
    int percent = total == 0 ? 100 : (int) (100L * done / total);
    if (percent == drawn) {
      return;
    }
    drawn = percent;
    int filled = WIDTH * percent / 100;
    out.printf("\r%s [%s%s] %3d %%", task, "#".repeat(filled), ".".repeat(WIDTH - filled), percent);
    if (percent == 100) {
      out.println();
    }
    out.flush();
  }
}
