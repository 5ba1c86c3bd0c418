package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.Mistakes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The report for people: one page that needs nothing but itself. */
public final class HtmlReport {

  private final StringBuilder page = new StringBuilder();

  private HtmlReport() {}

  /** The report as a page. */
  public static String of(EvaluationReport report) {
    return new HtmlReport().page(report);
  }

  private String page(EvaluationReport report) {
    CheckerResult product = report.checkers().get(0);
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>Typofix evaluation: ")
        .append(Markup.escape(report.manifest().model().name()))
        .append("</title>\n<style>\n")
        .append(styles())
        .append("</style>\n</head>\n<body>\n");
    addHead(report, product);
    addCheckers(report.checkers());
    addKinds(product);
    addPlots(product);
    if (!report.pairs().isEmpty()) {
      page.append("<h2>Pairs</h2>\n").append(Tables.pairs(report.pairs()));
    }
    if (!report.baseline().isEmpty()) {
      page.append("<h2>Written token by token, and scored</h2>\n")
          .append(BaselineTable.html(report.baseline()));
    }
    addMistakes(product, "<details open>");
    report.checkers().stream().skip(1).forEach(peer -> addMistakes(peer, "<details>"));
    addManifest(report.manifest());
    return page.append("</body>\n</html>\n").toString();
  }

  private static String styles() {
    try (InputStream input =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void addHead(EvaluationReport report, CheckerResult product) {
    page.append("<h1>Evaluation of ")
        .append(Markup.escape(report.manifest().model().name()))
        .append("</h1>\n<p class=\"note\">")
        .append(Markup.escape(report.manifest().model().location()))
        .append(" · ")
        .append(Markup.escape(report.manifest().model().backend()))
        .append("</p>\n<div class=\"cards\">\n");
    addCard("pooled F0.5", Markup.share(product.scores().pooled().f05()));
    addCard(
        "false alarms per 1,000 clean words",
        Markup.number(product.scores().alarmsPer1000CleanWords(), 2));
    addCard("expected calibration error", Markup.share(product.shown().expectedCalibrationError()));
    addCard("a line, median", Markup.number(product.latency().p50Millis(), 1) + " ms");
    addCard(
        "lines corrected in a second", Markup.number(product.latency().correctionsPerSecond(), 0));
    page.append("</div>\n");
  }

  private void addCard(String name, String figure) {
    page.append("<div class=\"card\"><b>").append(figure).append("</b>").append(name);
    page.append("</div>\n");
  }

  private void addCheckers(List<CheckerResult> results) {
    page.append("<h2>").append(results.size() > 1 ? "Side by side" : "In all").append("</h2>\n");
    page.append(Tables.comparison(results)).append("<p class=\"note\">");
    for (CheckerResult result : results) {
      page.append(Markup.escape(result.name() + ": " + result.description())).append(". ");
    }
    page.append("</p>\n");
  }

  private void addKinds(CheckerResult product) {
    page.append("<h2>By kind</h2>\n<h3>What was to be found</h3>\n")
        .append(Tables.classes(product))
        .append("<h3>What was reported</h3>\n<p class=\"note\">A finding belongs to the kind of")
        .append(" the edit that it touches, a false alarm to the kind that it claims; those on")
        .append(" clean texts count.</p>\n")
        .append(Tables.kinds(product));
    if (!product.scores().clean().isEmpty()) {
      page.append("<h3>Where nothing is wrong</h3>\n").append(Tables.clean(product));
    }
  }

  private void addPlots(CheckerResult product) {
    page.append("<h2>Confidence</h2>\n<div class=\"plots\">\n");
    addFigure(
        Plots.precisionRecall(product), "Pooled precision over recall; the dot is what is shown.");
    addFigure(Plots.thresholds(product), "Pooled figures if one threshold were used for all.");
    addFigure(
        Plots.reliability(product),
        "On the dashed line confidence keeps its word; larger dots are more findings. Expected"
            + " calibration error "
            + Markup.share(product.shown().expectedCalibrationError())
            + " of "
            + Markup.number(product.shown().findings())
            + " shown findings, "
            + Markup.share(product.candidates().expectedCalibrationError())
            + " of "
            + Markup.number(product.candidates().findings())
            + " candidates that can be asked for.");
    page.append("</div>\n<h2>Speed</h2>\n");
    page.append(
        Markup.table(
            List.of("lines", "median", "90 % within", "99 % within", "lines in a second"),
            List.of(
                List.of(
                    Markup.number(product.latency().texts()),
                    Markup.number(product.latency().p50Millis(), 1) + " ms",
                    Markup.number(product.latency().p90Millis(), 1) + " ms",
                    Markup.number(product.latency().p99Millis(), 1) + " ms",
                    Markup.number(product.latency().correctionsPerSecond(), 1)))));
    if (!product.latency().histogram().isEmpty()) {
      page.append("<div class=\"plots\">\n");
      addFigure(
          Plots.latency(product.latency()),
          "Labelled lines, one after the other in a warm program.");
      page.append("</div>\n");
    }
  }

  private void addFigure(String svg, String caption) {
    page.append("<figure>\n").append(svg).append("<figcaption>").append(caption);
    page.append("</figcaption>\n</figure>\n");
  }

  private void addMistakes(CheckerResult result, String details) {
    Mistakes mistakes = result.mistakes();
    page.append("<h2>The worst of ").append(Markup.escape(result.name())).append("</h2>\n");
    addDetails(
        details, "False alarms, the surest first", MistakeTable.of(mistakes.falseAlarms(), "said"));
    addDetails(
        details,
        "Wrong corrections, the surest first",
        MistakeTable.of(mistakes.wrongCorrections(), "said"));
    addDetails(
        details,
        "Missed, those nearest to the threshold first",
        MistakeTable.of(mistakes.missed(), "thought of, but did not show"));
  }

  private void addDetails(String details, String title, String content) {
    page.append(details)
        .append("<summary><b>")
        .append(title)
        .append("</b></summary>\n")
        .append(content)
        .append("</details>\n");
  }

  private void addManifest(ReportManifest manifest) {
    page.append("<h2>Made from</h2>\n<ul>\n");
    manifest
        .configuration()
        .forEach(
            (name, value) ->
                page.append("<li>").append(Markup.escape(name + ": " + value)).append("</li>\n"));
    manifest
        .model()
        .files()
        .forEach((name, sha256) -> addFile(manifest.model().name() + "/" + name, sha256));
    manifest.inputs().forEach(input -> addFile(input.path(), input.sha256()));
    page.append("</ul>\n");
  }

  private void addFile(String name, String sha256) {
    page.append("<li>")
        .append(Markup.escape(name))
        .append(" <code>")
        .append(sha256)
        .append("</code></li>\n");
  }
}
