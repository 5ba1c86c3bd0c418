package dev.typofix.tooling.evaluate;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.CleanSet;
import dev.typofix.tooling.evaluate.corpus.CleanText;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.Judged;
import dev.typofix.tooling.evaluate.score.JudgedLine;
import dev.typofix.tooling.evaluate.score.JudgedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The texts that every checker is examined on. */
record Corpus(List<GoldLine> lines, List<CleanSet> clean) {

  Corpus {
    lines = List.copyOf(lines);
    clean = List.copyOf(clean);
  }

  /** Has a checker check all texts, and counts. */
  CheckerResult examine(TextChecker checker, Progress progress) throws EvaluationException {
    List<String> texts =
        Stream.concat(
                lines.stream().map(GoldLine::text),
                clean.stream().flatMap(set -> set.texts().stream()).map(CleanText::text))
            .toList();
    progress.begin(checker.name(), texts.size());
    long start = System.nanoTime();
    List<CheckedText> checked = checker.check(texts, progress);
    double seconds = (System.nanoTime() - start) / 1e9;
    return CheckerResult.of(
        new CheckerResult.Run(checker.name(), checker.description(), seconds),
        judge(checked),
        checked.subList(0, lines.size()));
  }

  private Judged judge(List<CheckedText> checked) {
    List<JudgedLine> judgedLines =
        IntStream.range(0, lines.size())
            .mapToObj(i -> JudgedLine.of(lines.get(i), checked.get(i)))
            .toList();
    List<JudgedSet> judgedSets = new ArrayList<>();
    int from = lines.size();
    for (CleanSet set : clean) {
      int to = from + set.texts().size();
      judgedSets.add(new JudgedSet(set, checked.subList(from, to)));
      from = to;
    }
    return new Judged(judgedLines, judgedSets);
  }
}
