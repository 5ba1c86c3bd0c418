package dev.typofix.tooling.bench;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.tooling.timing.Times;
import java.io.PrintWriter;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

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
    Series series = new Series(edits);
    for (int i = -WARM_UP; i < edits; i++) {
      StringBuilder edited = new StringBuilder(text);
      int place = letterAfter(text, random.nextInt(text.length()));
      edited.setCharAt(place, (char) ('a' + random.nextInt(26)));
      check(edited.toString(), i >= 0 ? series : null);
    }
    series.print("one edit");
  }

  /** Words of the text are typed into it, letter by letter, each somewhere; as above otherwise. */
  void timeTyping(String text, int edits) {
    Random random = new Random(2);
    Series series = new Series(edits);
    List<String> words = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(text);
    for (int i = 0; i < edits; ) {
      String word = words.get(random.nextInt(words.size())) + " ";
      int place = text.indexOf(' ', letterAfter(text, random.nextInt(text.length() / 2))) + 1;
      for (int typed = 1; typed <= word.length() && i < edits; typed++, i++) {
        String edited = text.substring(0, place) + word.substring(0, typed) + text.substring(place);
        check(edited, series);
      }
    }
    series.print("one letter of a word that is typed");
  }

  private void check(String text, @Nullable Series series) {
    MeteredModel.Reading before = metered.read();
    long start = System.nanoTime();
    Document document = format.parse(text);
    double parsed = Times.millisSince(start);
    checker.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER);
    if (series != null) {
      series.add(Times.millisSince(start), parsed, metered.read().since(before));
    }
  }

  /** What checks took. */
  private final class Series {
    private final Times all;
    private final Times parsing;
    private final Times inside;
    private final Times rows;

    Series(int count) {
      all = new Times(count);
      parsing = new Times(count);
      inside = new Times(count);
      rows = new Times(count);
    }

    void add(double millis, double parsed, MeteredModel.Reading reading) {
      all.add(millis);
      parsing.add(parsed);
      inside.add(reading.nanos() / 1e6);
      rows.add((double) reading.rows());
    }

    void print(String name) {
      out.printf(
          "%s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; of it parsing p50 %.1f ms, forward passes"
              + " p50 %.1f ms, p99 %.1f ms (rows p50 %.0f, p99 %.0f)%n",
          name,
          all.at(0.5),
          all.at(0.95),
          all.at(0.99),
          parsing.at(0.5),
          inside.at(0.5),
          inside.at(0.99),
          rows.at(0.5),
          rows.at(0.99));
    }
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
