package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.EditClass;

/**
 * What became of a finding.
 *
 * @param detected whether something is wrong there
 * @param right whether its first replacement is what the people wrote
 * @param editClass the class of the edit that it touches; of a false alarm what its kind stands for
 */
public record FindingVerdict(
    Reported finding, boolean detected, boolean right, EditClass editClass) {

  /** Of a finding where nothing is wrong. */
  static FindingVerdict falseAlarm(Reported finding) {
    return new FindingVerdict(finding, false, false, EditClass.ofFindings(finding.kind()));
  }
}
