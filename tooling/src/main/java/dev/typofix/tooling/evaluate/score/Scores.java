package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.corpus.Blanks;
import dev.typofix.tooling.evaluate.corpus.EditClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The figures of a checker's shown findings.
 *
 * @param pooled correction, where every finding on clean text counts as a false one: the headline
 * @param alarmsPer1000CleanWords findings on clean text for every 1,000 words of it
 * @param lines correction on the labelled lines alone
 * @param detectionPrecision the share of the findings on labelled lines that touch an edit
 * @param words of the labelled lines
 * @param findings on the labelled lines
 * @param classes recall by class of edits, with {@code all} and {@code nonword-unlisted}
 * @param kinds both precision and recall by class, pooled
 * @param clean false alarms by file
 */
public record Scores(
    PrecisionRecall pooled,
    double alarmsPer1000CleanWords,
    PrecisionRecall lines,
    double detectionPrecision,
    long words,
    long findings,
    Map<String, ClassRecall> classes,
    Map<String, KindScore> kinds,
    Map<String, CleanScore> clean) {

  /** Counts. */
  public static Scores of(Judged judged) {
    List<EditVerdict> edits = judged.edits();
    List<FindingVerdict> findings =
        judged.lines().stream().flatMap(line -> line.shown().findings().stream()).toList();
    long right = findings.stream().filter(FindingVerdict::right).count();
    long corrected = edits.stream().filter(EditVerdict::corrected).count();
    return new Scores(
        PrecisionRecall.of(right, findings.size() + judged.alarms(), corrected, edits.size()),
        CleanScore.of(judged.cleanWords(), judged.alarms()).alarmsPer1000Words(),
        PrecisionRecall.of(right, findings.size(), corrected, edits.size()),
        PrecisionRecall.share(
            findings.stream().filter(FindingVerdict::detected).count(), findings.size()),
        judged.lines().stream().mapToLong(line -> Blanks.words(line.line().text())).sum(),
        findings.size(),
        classes(edits),
        kinds(judged),
        clean(judged));
  }

  private static Map<String, ClassRecall> classes(List<EditVerdict> edits) {
    Map<String, ClassRecall> classes = new LinkedHashMap<>();
    classes.put("all", ClassRecall.of(edits));
    for (EditClass each : EditClass.values()) {
      put(classes, each.code(), edits, verdict -> verdict.edit().editClass() == each);
      if (each == EditClass.NONWORD) {
        put(
            classes,
            "nonword-unlisted",
            edits,
            verdict -> verdict.edit().editClass() == each && !verdict.edit().listed());
      }
    }
    return classes;
  }

  private static void put(
      Map<String, ClassRecall> classes,
      String name,
      List<EditVerdict> edits,
      Predicate<EditVerdict> belongs) {
    List<EditVerdict> chosen = edits.stream().filter(belongs).toList();
    if (!chosen.isEmpty()) {
      classes.put(name, ClassRecall.of(chosen));
    }
  }

  private static Map<String, KindScore> kinds(Judged judged) {
    Map<String, KindScore> kinds = new LinkedHashMap<>();
    for (EditClass each : EditClass.values()) {
      List<EditVerdict> edits =
          judged.edits().stream().filter(edit -> edit.edit().editClass() == each).toList();
      List<FindingVerdict> findings =
          judged.shown().stream().filter(finding -> finding.editClass() == each).toList();
      if (!edits.isEmpty() || !findings.isEmpty()) {
        kinds.put(each.code(), kind(edits, findings));
      }
    }
    return kinds;
  }

  private static KindScore kind(List<EditVerdict> edits, List<FindingVerdict> findings) {
    long detecting = findings.stream().filter(FindingVerdict::detected).count();
    return new KindScore(
        edits.size(),
        findings.size(),
        findings.size() - (int) detecting,
        PrecisionRecall.of(
            detecting,
            findings.size(),
            edits.stream().filter(EditVerdict::detected).count(),
            edits.size()),
        PrecisionRecall.of(
            findings.stream().filter(FindingVerdict::right).count(),
            findings.size(),
            edits.stream().filter(EditVerdict::corrected).count(),
            edits.size()));
  }

  private static Map<String, CleanScore> clean(Judged judged) {
    Map<String, CleanScore> clean = new LinkedHashMap<>();
    for (JudgedSet set : judged.clean()) {
      clean.put(set.set().name(), CleanScore.of(set.set().words(), set.alarms()));
    }
    return clean;
  }
}
