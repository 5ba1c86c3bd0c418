package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.ClassRecall;
import dev.typofix.tooling.evaluate.score.PairScores;
import dev.typofix.tooling.evaluate.score.PrecisionRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report's tables of figures. */
final class Tables {

  private static final Map<String, String> NAMES =
      Map.of(
          "all", "all edits",
          "nonword", "non-words",
          "nonword-unlisted", "of these, on no list",
          "realword", "real words",
          "inflect", "inflections",
          "space", "spaces",
          "doubled", "repeated words",
          "other", "others");

  private Tables() {}

  /** One column for each checker. */
  static String comparison(List<CheckerResult> results) {
    List<String> head = new ArrayList<>(List.of("pooled: labelled lines and clean texts"));
    results.forEach(result -> head.add(Markup.escape(result.name())));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("F0.5", results, r -> Markup.share(r.scores().pooled().f05())));
    rows.add(row("precision", results, r -> Markup.share(r.scores().pooled().precision())));
    rows.add(row("recall", results, r -> Markup.share(r.scores().pooled().recall())));
    rows.add(
        row(
            "false alarms per 1,000 clean words",
            results,
            r -> Markup.number(r.scores().alarmsPer1000CleanWords(), 2)));
    for (String name : results.get(0).scores().classes().keySet()) {
      rows.add(
          row(
              title(name) + " corrected",
              results,
              r -> recall(r.scores().classes().get(name), ClassRecall::corrected)));
    }
    rows.add(row("seconds in all", results, r -> Markup.number(r.seconds(), 1)));
    return Markup.table(head, rows);
  }

  private static String recall(@Nullable ClassRecall recall, Function<ClassRecall, Double> figure) {
    return recall == null ? "–" : Markup.share(figure.apply(recall));
  }

  private static List<String> row(
      String name, List<CheckerResult> results, Function<CheckerResult, String> figure) {
    return Stream.concat(Stream.of(name), results.stream().map(figure)).toList();
  }

  /** Recall by class of edits. */
  static String classes(CheckerResult result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .scores()
        .classes()
        .forEach(
            (name, recall) ->
                rows.add(
                    List.of(
                        title(name),
                        Markup.number(recall.gold()),
                        Markup.share(recall.detected()),
                        Markup.share(recall.corrected()),
                        Markup.share(recall.top3()))));
    return Markup.table(List.of("edits", "count", "detected", "corrected", "in the first 3"), rows);
  }

  /** Detection and correction by kind. */
  static String kinds(CheckerResult result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .scores()
        .kinds()
        .forEach(
            (name, kind) -> {
              List<String> row = new ArrayList<>();
              row.add(title(name));
              row.add(Markup.number(kind.findings()));
              row.add(Markup.number(kind.falseAlarms()));
              for (PrecisionRecall figures : List.of(kind.detection(), kind.correction())) {
                row.add(Markup.share(figures.precision()));
                row.add(Markup.share(figures.recall()));
                row.add(Markup.share(figures.f05()));
              }
              rows.add(row);
            });
    return Markup.table(
        List.of(
            "kind",
            "findings",
            "false alarms",
            "detection: precision",
            "recall",
            "F0.5",
            "correction: precision",
            "recall",
            "F0.5"),
        rows);
  }

  /** False alarms by file. */
  static String clean(CheckerResult result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .scores()
        .clean()
        .forEach(
            (name, score) ->
                rows.add(
                    List.of(
                        Markup.escape(name),
                        Markup.number(score.words()),
                        Markup.number(score.alarms()),
                        Markup.number(score.alarmsPer1000Words(), 2))));
    return Markup.table(List.of("clean texts", "words", "false alarms", "per 1,000 words"), rows);
  }

  /** Nearness of pairs, before and after. */
  static String pairs(List<PairScores> files) {
    List<List<String>> rows = new ArrayList<>();
    for (PairScores scores : files) {
      rows.add(nearness(scores.file() + ", as typed", scores, scores.asTyped()));
      rows.add(nearness(scores.file() + ", corrected", scores, scores.corrected()));
    }
    return Markup.table(
        List.of("pairs", "count", "exact match", "edit similarity", "BLEU", "ROUGE-L"), rows);
  }

  private static List<String> nearness(
      String name, PairScores scores, PairScores.Nearness nearness) {
    return List.of(
        Markup.escape(name),
        Markup.number(scores.pairs()),
        Markup.share(nearness.exactMatch()),
        Markup.number(nearness.editSimilarity(), 4),
        Markup.number(nearness.bleu(), 2),
        Markup.number(nearness.rougeL(), 4));
  }

  private static String title(String name) {
    return NAMES.getOrDefault(name, name);
  }
}
