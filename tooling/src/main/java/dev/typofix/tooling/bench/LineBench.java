package dev.typofix.tooling.bench;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.lanes.ParallelChecker;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.timing.Times;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executor;

/** Times lines that are texts of their own: one after the other, then side by side. */
final class LineBench {

  private static final int WARM_UP = 200;

  private final MeteredModel metered;
  private final PrintWriter out;

  LineBench(MeteredModel metered, PrintWriter out) {
    this.metered = metered;
    this.out = out;
  }

  /** What each line takes by itself, on one core. */
  void timeEach(List<String> lines) throws ModelLoadException {
    Times all = new Times(lines.size());
    Times inside = new Times(lines.size());
    try (Corrector corrector = Corrector.create(metered)) {
      for (int i = 0; i < lines.size(); i++) {
        MeteredModel.Reading before = metered.read();
        long start = System.nanoTime();
        corrector.check(Document.line(lines.get(i)), CheckOptions.DEFAULT, CancelCheck.NEVER);
        if (i >= Math.min(WARM_UP, lines.size() / 2)) {
          all.add(Times.millisSince(start));
          inside.add(metered.read().since(before).nanos() / 1e6);
        }
      }
    }
    out.printf(
        "one line, one core: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; of it forward passes p50 %.1f"
            + " ms, p99 %.1f ms%n",
        all.at(0.5), all.at(0.95), all.at(0.99), inside.at(0.5), inside.at(0.99));
  }

  /** How many lines are corrected in a second, a few at once. */
  void timeTogether(List<String> lines, int lanes, Executor executor) throws ModelLoadException {
    List<Passage> passages =
        lines.stream().flatMap(line -> Document.line(line).passages().stream()).toList();
    Document document = new Document(String.join("\n", lines), passages);
    try (ParallelChecker checker = ParallelChecker.create(metered, lanes, executor)) {
      long start = System.nanoTime();
      checker.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER);
      out.printf(
          "%,d lines, %d at once: %.0f corrections a second%n",
          lines.size(), lanes, 1000 * lines.size() / Times.millisSince(start));
    }
  }
}
