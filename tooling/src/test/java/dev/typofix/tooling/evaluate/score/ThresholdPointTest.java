package dev.typofix.tooling.evaluate.score;

import static dev.typofix.tooling.evaluate.score.MadeUp.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.evaluate.corpus.GoldLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures for other thresholds. */
final class ThresholdPointTest {

  private final GoldLine line = MadeUp.line("On [teh|the] big [mta|mat].");

  @Test
  void a_higher_threshold_leaves_out_the_less_confident() {
    List<ThresholdPoint> curve =
        ThresholdPoint.curve(
            new Judged(
                List.of(
                    MadeUp.judged(
                        line,
                        List.of(
                            finding(3, 6, 0.9, "the"),
                            finding(7, 10, 0.3, "bag"),
                            finding(11, 14, 0.6, "mat")))),
                List.of()));
    assertThat(curve).hasSize(100);
    assertThat(curve.get(10).pooled().precision()).isEqualTo(2.0 / 3);
    assertThat(curve.get(50).pooled()).isEqualTo(new PrecisionRecall(1, 1, 1));
    assertThat(curve.get(80).pooled().recall()).isEqualTo(0.5);
    assertThat(curve.get(95).pooled().recall()).isZero();
  }

  @Test
  void without_confidences_there_is_no_curve() {
    assertThat(ThresholdPoint.curve(new Judged(List.of(), List.of()))).isEmpty();
  }
}
