package dev.typofix.tooling.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.tooling.evaluate.corpus.EditClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether trust in confidence is measured right. */
final class ReliabilityTest {

  @Test
  void confidence_that_keeps_its_word_has_next_to_no_error() {
    Random random = new Random(7);
    List<FindingVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      double confidence = random.nextDouble();
      verdicts.add(verdict(confidence, random.nextDouble() < confidence));
    }
    Reliability reliability = Reliability.of(verdicts);
    assertThat(reliability.expectedCalibrationError()).isLessThan(0.01);
    assertThat(reliability.bins()).hasSize(10);
    assertThat(reliability.findings()).isEqualTo(100_000);
  }

  @Test
  void the_error_is_the_distance_of_confidence_and_truth() {
    List<FindingVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      verdicts.add(verdict(0.95, i < 7)); // 0.25 too sure
      verdicts.add(verdict(0.55, i < 6)); // 0.05 too modest
    }
    assertThat(Reliability.of(verdicts).expectedCalibrationError()).isCloseTo(0.15, within(1e-9));
  }

  @Test
  void full_confidence_falls_into_the_last_bin() {
    Reliability reliability = Reliability.of(List.of(verdict(1, true)));
    assertThat(reliability.bins()).containsExactly(new Reliability.Bin(0.9, 1, 1, 1, 1));
  }

  @Test
  void without_findings_there_is_no_error() {
    assertThat(Reliability.of(List.of())).isEqualTo(new Reliability(0, 0, List.of()));
  }

  private static FindingVerdict verdict(double confidence, boolean right) {
    return new FindingVerdict(
        MadeUp.finding(0, 1, confidence, "x"), right, right, EditClass.NONWORD);
  }
}
