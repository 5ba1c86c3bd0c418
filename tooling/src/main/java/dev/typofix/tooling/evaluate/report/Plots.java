package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.report.Plot.Axis;
import dev.typofix.tooling.evaluate.report.Plot.Point;
import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.Latency;
import dev.typofix.tooling.evaluate.score.PrecisionRecall;
import dev.typofix.tooling.evaluate.score.Reliability;
import dev.typofix.tooling.evaluate.score.ThresholdPoint;
import java.util.List;

/** What is drawn of a checker that has confidences. */
final class Plots {

  private Plots() {}

  /** Precision over recall, with a dot for what is shown. */
  static String precisionRecall(CheckerResult result) {
    List<ThresholdPoint> shown =
        result.thresholds().stream().filter(point -> point.pooled().recall() > 0).toList();
    double lowest = shown.stream().mapToDouble(point -> point.pooled().precision()).min().orElse(0);
    PrecisionRecall here = result.scores().pooled();
    Plot plot =
        new Plot(
            "precision over recall",
            new Axis("recall", 0, 1, 1),
            new Axis("precision", Math.max(0, Math.floor(lowest * 10 - 1) / 10), 1, 2));
    return plot.line(
            "one",
            "all thresholds",
            shown.stream()
                .map(point -> new Point(point.pooled().recall(), point.pooled().precision()))
                .toList())
        .dot("two", new Point(here.recall(), here.precision()), 5, "what is shown")
        .svg();
  }

  /** What other thresholds would give. */
  static String thresholds(CheckerResult result) {
    return new Plot(
            "figures over the threshold",
            new Axis("threshold, the same for all kinds", 0, 1, 1),
            new Axis("share", 0, 1, 1))
        .line("one", "precision", over(result, Figure.PRECISION))
        .line("two", "recall", over(result, Figure.RECALL))
        .line("three", "F0.5", over(result, Figure.F05))
        .svg();
  }

  /** A figure of a threshold's point. */
  private enum Figure {
    PRECISION,
    RECALL,
    F05;

    double of(PrecisionRecall figures) {
      return switch (this) {
        case PRECISION -> figures.precision();
        case RECALL -> figures.recall();
        case F05 -> figures.f05();
      };
    }
  }

  private static List<Point> over(CheckerResult result, Figure figure) {
    return result.thresholds().stream()
        .map(point -> new Point(point.threshold(), figure.of(point.pooled())))
        .toList();
  }

  /** The share that is right over confidence; on the diagonal confidence keeps its word. */
  static String reliability(CheckerResult result) {
    Plot plot =
        new Plot(
            "share of right findings over confidence",
            new Axis("confidence", 0, 1, 1),
            new Axis("share that is right", 0, 1, 1));
    plot.line("guide", "", List.of(new Point(0, 0), new Point(1, 1)));
    addBins(plot, "two", "all candidates", result.candidates());
    addBins(plot, "one", "shown", result.shown());
    return plot.svg();
  }

  private static void addBins(Plot plot, String style, String name, Reliability reliability) {
    plot.line(
        style,
        name,
        reliability.bins().stream().map(bin -> new Point(bin.confidence(), bin.right())).toList());
    for (Reliability.Bin bin : reliability.bins()) {
      double size = 3 + 7 * Math.sqrt((double) bin.findings() / reliability.findings());
      plot.dot(
          style,
          new Point(bin.confidence(), bin.right()),
          size,
          bin.findings() + " findings, " + Markup.percent(bin.right()) + " right");
    }
  }

  /** How many lines took how long. */
  static String latency(Latency latency) {
    List<Latency.Bar> bars = latency.histogram();
    double width = bars.get(0).toMillis();
    double end = width * bars.size();
    double most = bars.stream().mapToInt(Latency.Bar::texts).max().orElse(1);
    Plot plot =
        new Plot(
            "lines over time",
            new Axis(
                "milliseconds a line; the last bar: all slower ones", 0, end, end > 50 ? 0 : 1),
            new Axis("lines", 0, most, 0));
    for (int i = 0; i < bars.size(); i++) {
      plot.bar(i * width, (i + 1) * width, bars.get(i).texts());
    }
    return plot.svg();
  }
}
