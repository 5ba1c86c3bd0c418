package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that a checker said, held against all that is known. */
public record Judged(List<JudgedLine> lines, List<JudgedSet> clean) {

  public Judged {
    lines = List.copyOf(lines);
    clean = List.copyOf(clean);
  }

  /** The verdicts of what was shown: on lines, and on clean texts, where all is false. */
  List<FindingVerdict> shown() {
    return verdicts(JudgedLine::shown, CheckedText::shown);
  }

  /** The same of all candidates. */
  List<FindingVerdict> candidates() {
    return verdicts(JudgedLine::candidates, CheckedText::candidates);
  }

  private List<FindingVerdict> verdicts(
      Function<JudgedLine, LineVerdict> ofLine, Function<CheckedText, List<Reported>> ofText) {
    return Stream.concat(
            lines.stream().flatMap(line -> ofLine.apply(line).findings().stream()),
            clean.stream()
                .flatMap(set -> set.checked().stream())
                .flatMap(text -> ofText.apply(text).stream())
                .map(FindingVerdict::falseAlarm))
        .toList();
  }

  /** The edits that were to be found. */
  List<EditVerdict> edits() {
    return lines.stream().flatMap(line -> line.shown().edits().stream()).toList();
  }

  long cleanWords() {
    return clean.stream().mapToLong(set -> set.set().words()).sum();
  }

  long alarms() {
    return clean.stream().mapToLong(JudgedSet::alarms).sum();
  }
}
