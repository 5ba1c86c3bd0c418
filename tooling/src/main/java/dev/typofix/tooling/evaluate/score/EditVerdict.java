package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import java.util.List;

/**
 * What became of an edit that was to be found.
 *
 * @param touching the findings that touch it
 * @param correcting those of them whose first replacement is right
 * @param topThree whether the right replacement is among the first three of one
 */
public record EditVerdict(
    GoldEdit edit, List<Reported> touching, List<Reported> correcting, boolean topThree) {

  public EditVerdict {
    touching = List.copyOf(touching);
    correcting = List.copyOf(correcting);
  }

  public boolean detected() {
    return !touching.isEmpty();
  }

  public boolean corrected() {
    return !correcting.isEmpty();
  }
}
