package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.BaselineScores;
import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.PairScores;
import java.util.List;

/**
 * All that was measured.
 *
 * @param checkers the product first, then its peers
 * @param pairs one for each file of pairs
 * @param baseline one for each set of texts that the model corrected by writing; mostly empty
 */
public record EvaluationReport(
    ReportManifest manifest,
    List<CheckerResult> checkers,
    List<PairScores> pairs,
    List<BaselineScores> baseline) {

  public EvaluationReport {
    checkers = List.copyOf(checkers);
    pairs = List.copyOf(pairs);
    baseline = List.copyOf(baseline);
  }
}
