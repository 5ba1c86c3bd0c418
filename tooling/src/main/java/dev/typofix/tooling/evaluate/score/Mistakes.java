package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.CleanText;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.score.Mistake.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The worst of what went wrong.
 *
 * @param falseAlarms findings where nothing is wrong, the most confident first
 * @param wrongCorrections findings where something is wrong, but something else
 * @param missed edits where nothing was shown, those nearest to the threshold first
 */
public record Mistakes(
    List<Mistake> falseAlarms, List<Mistake> wrongCorrections, List<Mistake> missed) {

  private static final int MOST = 60;

  private static final Comparator<Mistake> WORST_FIRST =
      Comparator.comparingDouble(
              (Mistake mistake) -> Double.isNaN(mistake.confidence()) ? 0 : mistake.confidence())
          .reversed();

  public Mistakes {
    falseAlarms = List.copyOf(falseAlarms);
    wrongCorrections = List.copyOf(wrongCorrections);
    missed = List.copyOf(missed);
  }

  static Mistakes of(Judged judged) {
    List<Mistake> falseAlarms = new ArrayList<>();
    List<Mistake> wrong = new ArrayList<>();
    List<Mistake> missed = new ArrayList<>();
    for (JudgedLine line : judged.lines()) {
      for (FindingVerdict verdict : line.shown().findings()) {
        if (!verdict.right()) {
          (verdict.detected() ? wrong : falseAlarms).add(ofFinding(line.line(), verdict));
        }
      }
      for (int i = 0; i < line.shown().edits().size(); i++) {
        if (!line.shown().edits().get(i).detected()) {
          missed.add(ofMissed(line, i));
        }
      }
    }
    for (JudgedSet set : judged.clean()) {
      for (int i = 0; i < set.checked().size(); i++) {
        CleanText text = set.set().texts().get(i);
        for (Reported finding : set.checked().get(i).shown()) {
          falseAlarms.add(mistake(text.source(), text.text(), Optional.of(finding), List.of()));
        }
      }
    }
    return new Mistakes(worst(falseAlarms), worst(wrong), worst(missed));
  }

  private static List<Mistake> worst(List<Mistake> mistakes) {
    return mistakes.stream().sorted(WORST_FIRST).limit(MOST).toList();
  }

  private static Mistake ofFinding(GoldLine line, FindingVerdict verdict) {
    Range range = Range.of(verdict.finding());
    List<GoldEdit> touched =
        line.counted().stream().filter(edit -> Range.of(edit, line.text()).touches(range)).toList();
    return mistake(line.source(), line.text(), Optional.of(verdict.finding()), touched);
  }

  /** With what could have been asked for at the same place, if there is anything. */
  private static Mistake ofMissed(JudgedLine line, int edit) {
    Optional<Reported> candidate =
        line.candidates().edits().get(edit).touching().stream()
            .max(Comparator.comparingDouble(finding -> finding.confidence().orElse(0)));
    return mistake(
        line.line().source(),
        line.line().text(),
        candidate,
        List.of(line.shown().edits().get(edit).edit()));
  }

  private static Mistake mistake(
      String source, String text, Optional<Reported> said, List<GoldEdit> wanted) {
    return new Mistake(
        source,
        text,
        said.map(Mistakes::change).stream().toList(),
        wanted.stream().map(edit -> new Change(edit.start(), edit.end(), edit.right())).toList(),
        said.map(Reported::confidence).flatMap(Mistakes::boxed).orElse(Double.NaN));
  }

  private static Optional<Double> boxed(OptionalDouble confidence) {
    return confidence.isPresent() ? Optional.of(confidence.getAsDouble()) : Optional.empty();
  }

  private static Change change(Reported finding) {
    return new Change(
        finding.start(),
        finding.end(),
        finding.replacements().isEmpty() ? "?" : finding.replacements().get(0));
  }
}
