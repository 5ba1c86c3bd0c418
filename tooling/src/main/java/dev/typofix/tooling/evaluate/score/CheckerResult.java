package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import java.util.List;

/**
 * All that is known of a checker.
 *
 * @param description what it is and which version, for people
 * @param seconds the whole run took
 * @param shown how far the confidence of what is shown can be trusted
 * @param candidates the same of all findings that can be asked for
 * @param thresholds the figures for other thresholds; empty without confidences
 */
public record CheckerResult(
    String name,
    String description,
    double seconds,
    Scores scores,
    Reliability shown,
    Reliability candidates,
    List<ThresholdPoint> thresholds,
    Latency latency,
    Mistakes mistakes) {

  public CheckerResult {
    thresholds = List.copyOf(thresholds);
  }

  /** What a checker is called, and how long it took. */
  public record Run(String name, String description, double seconds) {}

  /**
   * Counts all.
   *
   * @param checkedLines the labelled lines, in the order in which they were checked
   */
  public static CheckerResult of(Run run, Judged judged, List<CheckedText> checkedLines) {
    return new CheckerResult(
        run.name(),
        run.description(),
        run.seconds(),
        Scores.of(judged),
        Reliability.of(judged.shown()),
        Reliability.of(judged.candidates()),
        ThresholdPoint.curve(judged),
        Latency.of(checkedLines),
        Mistakes.of(judged));
  }
}
