package dev.typofix.tooling.bench;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.tooling.timing.Times;
import java.io.PrintWriter;
import java.util.Random;

/** Times a document from cold, and the whole of it again after single edits. */
final class DocumentBench {

  private static final int WARM_UP = 50;

  private final Checker checker;
  private final MeteredModel metered;
  private final DocumentFormat format;
  private final int lanes;
  private final PrintWriter out;

  /**
   * Makes a benchmark.
   *
   * @param checker judges with {@code metered}, {@code lanes} passages at once
   */
  DocumentBench(
      Checker checker, MeteredModel metered, DocumentFormat format, int lanes, PrintWriter out) {
    this.checker = checker;
    this.metered = metered;
    this.format = format;
    this.lanes = lanes;
    this.out = out;
  }

  /** What the first check of a text takes, in a program that has not checked any. */
  void timeCold(String text) {
    Document document = format.parse(text);
    long words = text.split("\\s+", -1).length;
    MeteredModel.Reading before = metered.read();
    long start = System.nanoTime();
    int findings = checker.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER).size();
    double millis = Times.millisSince(start);
    MeteredModel.Reading reading = metered.read().since(before);
    out.printf(
        "from cold: %,d words in %.2f s, %d findings; %.1f rows a word in %,d passes%s%n",
        words,
        millis / 1000,
        findings,
        (double) reading.rows() / words,
        reading.passes(),
        lanes == 1
            ? "; everything but the passes takes %.0f %% of their time"
                .formatted(100 * (millis * 1e6 / reading.nanos() - 1))
            : "");
  }

  /** Each edit changes a letter somewhere; the whole document is parsed and checked again. */
  void timeEdits(String text, int edits) {
    Random random = new Random(1);
    Times all = new Times(edits);
    Times parsing = new Times(edits);
    Times inside = new Times(edits);
    Times rows = new Times(edits);
    for (int i = -WARM_UP; i < edits; i++) {
      StringBuilder edited = new StringBuilder(text);
      int place = letterAfter(text, random.nextInt(text.length()));
      edited.setCharAt(place, (char) ('a' + random.nextInt(26)));
      MeteredModel.Reading before = metered.read();
      long start = System.nanoTime();
      Document document = format.parse(edited.toString());
      double parsed = Times.millisSince(start);
      checker.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER);
      if (i >= 0) {
        parsing.add(parsed);
        all.add(Times.millisSince(start));
        MeteredModel.Reading reading = metered.read().since(before);
        inside.add(reading.nanos() / 1e6);
        rows.add((double) reading.rows());
      }
    }
    out.printf(
        "one edit: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; of it parsing p50 %.1f ms, forward passes"
            + " p50 %.1f ms, p99 %.1f ms (rows p50 %.0f, p99 %.0f)%n",
        all.at(0.5),
        all.at(0.95),
        all.at(0.99),
        parsing.at(0.5),
        inside.at(0.5),
        inside.at(0.99),
        rows.at(0.5),
        rows.at(0.99));
  }

  private static int letterAfter(String text, int offset) {
    for (int i = 0; i < text.length(); i++) {
      int place = (offset + i) % text.length();
      if (Character.isLetter(text.charAt(place))) {
        return place;
      }
    }
    throw new IllegalArgumentException("the document has no letters");
  }
}
