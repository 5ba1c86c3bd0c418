package dev.typofix.tooling.evaluate.score;

import java.util.Collection;

/**
 * How many edits of a class were found.
 *
 * @param gold the edits
 * @param detected the share of them where something was reported
 * @param corrected the share whose first replacement is right
 * @param top3 the share with the right replacement among the first three
 */
public record ClassRecall(int gold, double detected, double corrected, double top3) {

  static ClassRecall of(Collection<EditVerdict> edits) {
    return new ClassRecall(
        edits.size(),
        PrecisionRecall.share(edits.stream().filter(EditVerdict::detected).count(), edits.size()),
        PrecisionRecall.share(edits.stream().filter(EditVerdict::corrected).count(), edits.size()),
        PrecisionRecall.share(edits.stream().filter(EditVerdict::topThree).count(), edits.size()));
  }
}
