package dev.typofix.tooling.evaluate.score;

import static dev.typofix.tooling.evaluate.score.MadeUp.finding;
import static dev.typofix.tooling.evaluate.score.MadeUp.line;
import static dev.typofix.tooling.evaluate.score.MadeUp.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.EditClass;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What counts as found and as right. */
final class ScoresTest {

  private static final PrecisionRecall PERFECT = new PrecisionRecall(1, 1, 1);

  @RepeatedTest(20)
  void perfect_findings_score_one(RepetitionInfo repetition) {
    Scores scores = scoresOf(randomLines(repetition), MadeUp::perfect);
    assertThat(scores.pooled()).isEqualTo(PERFECT);
    assertThat(scores.detectionPrecision()).isEqualTo(1);
    assertThat(all(scores).top3()).isEqualTo(1);
    assertThat(scores.kinds().values()).extracting(KindScore::correction).containsOnly(PERFECT);
  }

  @RepeatedTest(5)
  void without_findings_recall_is_nothing(RepetitionInfo repetition) {
    Scores scores = scoresOf(randomLines(repetition), line -> List.of());
    assertThat(scores.pooled()).isEqualTo(new PrecisionRecall(0, 0, 0));
    assertThat(all(scores).detected()).isZero();
  }

  @RepeatedTest(20)
  void findings_beside_the_edits_count_for_nothing(RepetitionInfo repetition) {
    Scores scores =
        scoresOf(
            randomLines(repetition),
            line ->
                line.edits().stream()
                    .map(edit -> finding(edit.end(), edit.end() + 1, 0.9, edit.right()))
                    .toList());
    assertThat(scores.pooled().f05()).isZero();
    assertThat(scores.detectionPrecision()).isZero();
  }

  @RepeatedTest(20)
  void one_more_false_alarm_never_raises_a_figure(RepetitionInfo repetition) {
    List<GoldLine> lines = randomLines(repetition);
    Random random = new Random(repetition.getCurrentRepetition());
    Scores some = scoresOf(lines, line -> MadeUp.perfect(line).subList(0, 1));
    Scores more =
        scoresOf(
            lines,
            line -> {
              List<Reported> findings = new ArrayList<>(MadeUp.perfect(line).subList(0, 1));
              int start = random.nextInt(line.text().length() - 1);
              findings.add(finding(start, start + 1, 0.5, "zz"));
              return findings;
            });
    assertThat(more.pooled().precision()).isLessThan(some.pooled().precision());
    assertThat(more.pooled().recall()).isEqualTo(some.pooled().recall());
  }

  @Test
  void a_finding_over_two_edits_has_to_mend_both() {
    GoldLine line = line("Two [wrods|words] [togehter|together] here.");
    assertThat(scores(line, finding(4, 18, 1, "words together")).pooled()).isEqualTo(PERFECT);
    Scores half = scores(line, finding(4, 18, 1, "words togehter"));
    assertThat(half.pooled().recall()).isZero();
    assertThat(all(half).detected()).isEqualTo(1);
  }

  @Test
  void a_right_second_replacement_counts_among_the_first_three_only() {
    GoldLine line = line("On [teh|the] mat.");
    ClassRecall all = all(scores(line, finding(3, 6, 1, "ten", "the")));
    assertThat(all).isEqualTo(new ClassRecall(1, 1, 0, 1));
    ClassRecall fourth = all(scores(line, finding(3, 6, 1, "ten", "tea", "tee", "the")));
    assertThat(fourth.top3()).isZero();
  }

  @Test
  void blanks_that_differ_do_not_make_a_correction_wrong() {
    GoldLine line = line("It is [alot|a lot] here.");
    assertThat(scores(line, finding(6, 10, 1, "a\u00a0 lot")).pooled()).isEqualTo(PERFECT);
  }

  @Test
  void either_copy_of_a_repeated_word_may_be_reported() {
    GoldEdit second = new GoldEdit(3, "to ", "", EditClass.DOUBLED, false);
    GoldLine line = new GoldLine("made-up", "to to go", List.of(second));
    assertThat(scores(line, finding(0, 2, 1, "")).pooled()).isEqualTo(PERFECT);
    assertThat(scores(line, finding(3, 5, 1, "")).pooled()).isEqualTo(PERFECT);
    assertThat(scores(line, finding(6, 8, 1, "")).pooled().recall()).isZero();
  }

  @Test
  void findings_at_edits_that_do_not_count_are_left_out() {
    GoldLine line =
        new GoldLine(
            "made-up",
            "well known teh",
            List.of(
                new GoldEdit(0, "well known", "well-known", EditClass.OTHER, false),
                new GoldEdit(11, "teh", "the", EditClass.NONWORD, false)));
    Scores scores = scores(line, finding(0, 4, 1, "wall"), finding(11, 14, 1, "the"));
    assertThat(scores.findings()).isEqualTo(1);
    assertThat(scores.pooled()).isEqualTo(PERFECT);
  }

  private static ClassRecall all(Scores scores) {
    return Objects.requireNonNull(scores.classes().get("all"));
  }

  private static List<GoldLine> randomLines(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<GoldLine> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(MadeUp.randomLine(random));
    }
    return lines;
  }

  /** A checker that is nothing but what it finds in a line. */
  private interface Findings {
    List<Reported> in(GoldLine line);
  }

  private static Scores scoresOf(List<GoldLine> lines, Findings findings) {
    return Scores.of(
        new Judged(
            lines.stream().map(line -> MadeUp.judged(line, findings.in(line))).toList(),
            List.of()));
  }
}
