package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The pooled figures if all findings of at least this confidence were shown, whatever their kind.
 *
 * @param threshold from 0 to 1
 */
public record ThresholdPoint(
    double threshold, PrecisionRecall pooled, double alarmsPer1000CleanWords) {

  private static final int STEPS = 100;

  /** One point for each hundredth; empty if the checker has no confidences. */
  static List<ThresholdPoint> curve(Judged judged) {
    List<FindingVerdict> findings =
        judged.candidates().stream()
            .filter(verdict -> verdict.finding().confidence().isPresent())
            .toList();
    List<ThresholdPoint> points = new ArrayList<>();
    if (!findings.isEmpty()) {
      double[] corrections = corrections(judged);
      for (int i = 0; i < STEPS; i++) {
        points.add(at((double) i / STEPS, findings, corrections, judged));
      }
    }
    return points;
  }

  /** For each edit the highest confidence with which it is corrected; NaN if it is not. */
  private static double[] corrections(Judged judged) {
    return judged.lines().stream()
        .flatMap(line -> line.candidates().edits().stream())
        .mapToDouble(
            edit ->
                edit.correcting().stream()
                    .map(Reported::confidence)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .max()
                    .orElse(Double.NaN))
        .toArray();
  }

  private static ThresholdPoint at(
      double threshold, List<FindingVerdict> findings, double[] corrections, Judged judged) {
    int shown = 0;
    int right = 0;
    for (FindingVerdict verdict : findings) {
      if (verdict.finding().confidence().orElse(0) >= threshold) {
        shown++;
        right += verdict.right() ? 1 : 0;
      }
    }
    int corrected = 0;
    for (double confidence : corrections) {
      corrected += confidence >= threshold ? 1 : 0;
    }
    long alarms =
        judged.clean().stream()
            .flatMap(set -> set.checked().stream())
            .flatMap(text -> text.candidates().stream())
            .filter(finding -> finding.confidence().orElse(0) >= threshold)
            .count();
    return new ThresholdPoint(
        threshold,
        PrecisionRecall.of(right, shown, corrected, corrections.length),
        CleanScore.of(judged.cleanWords(), alarms).alarmsPer1000Words());
  }
}
