package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.BaselineScores;
import dev.typofix.tooling.evaluate.score.BaselineScores.Way;
import dev.typofix.tooling.evaluate.score.PairScores.Nearness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a model writes, beside what the product makes of its scores. */
public final class BaselineTable {

  private static final List<String> HEAD =
      List.of(
          "texts",
          "exact match",
          "BLEU",
          "ROUGE-L",
          "edit similarity",
          "seconds each",
          "tokens a second");

  /** Qwen3-0.6B, never fine-tuned, on the three sentences: what the project began with. */
  private static final List<String> FIRST_MEASUREMENT =
      List.of(
          "three sentences: Qwen3-0.6B on a CPU, as reported before this project",
          ".667",
          ".812",
          ".857",
          ".971",
          "3.20",
          "");

  private BaselineTable() {}

  static String html(List<BaselineScores> sets) {
    return Markup.table(
        HEAD, rows(sets).stream().map(row -> row.stream().map(Markup::escape).toList()).toList());
  }

  /** The table for a page of the documentation. */
  public static String markdown(EvaluationReport report) {
    ReportManifest.Model model = report.manifest().model();
    List<List<String>> rows = new ArrayList<>(rows(report.baseline()));
    rows.add(FIRST_MEASUREMENT);
    return "%s, %s:%n%n%s%s%s"
        .formatted(
            model.name(),
            model.backend(),
            line(HEAD),
            line(HEAD.stream().map(cell -> "---").toList()),
            rows.stream().map(BaselineTable::line).collect(Collectors.joining()));
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<List<String>> rows(List<BaselineScores> sets) {
    List<List<String>> rows = new ArrayList<>();
    for (BaselineScores set : sets) {
      String name = set.set() + " (" + Markup.number(set.texts()) + "): ";
      rows.add(row(name + "as typed", set.asTyped(), "", ""));
      for (Way way : set.ways()) {
        String speed =
            Double.isNaN(way.tokensPerSecond()) ? "" : Markup.number(way.tokensPerSecond(), 1);
        rows.add(
            row(name + way.name(), way.nearness(), Markup.number(way.secondsEach(), 2), speed));
      }
    }
    return rows;
  }

  private static List<String> row(String name, Nearness nearness, String seconds, String speed) {
    return List.of(
        name,
        Markup.share(nearness.exactMatch()),
        Markup.share(nearness.bleu() / 100),
        Markup.share(nearness.rougeL()),
        Markup.share(nearness.editSimilarity()),
        seconds,
        speed);
  }
}
