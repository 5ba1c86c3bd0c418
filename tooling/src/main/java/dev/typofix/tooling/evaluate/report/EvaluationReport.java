package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.PairScores;
import java.util.List;

/**
 * All that was measured.
 *
 * @param checkers the product first, then its peers
 * @param pairs one for each file of pairs
 */
public record EvaluationReport(
    ReportManifest manifest, List<CheckerResult> checkers, List<PairScores> pairs) {

  public EvaluationReport {
    checkers = List.copyOf(checkers);
    pairs = List.copyOf(pairs);
  }
}
