package dev.typofix.tooling.evaluate;

import dev.typofix.corrector.Corrector;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.CorrectorChecker;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.corpus.TextPair;
import dev.typofix.tooling.evaluate.score.BaselineScores;
import dev.typofix.tooling.evaluate.score.BaselineScores.Way;
import dev.typofix.tooling.evaluate.write.GreedyWriter;
import dev.typofix.tooling.evaluate.write.WritingPrompt;
import dev.typofix.tooling.evaluate.write.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model is worth without our way of asking it: it writes corrections itself, and the product
 * corrects the same texts with it.
 */
final class Baseline {

  /** The sentences that the first measurements of such a model were made with. */
  private static final List<TextPair> SENTENCES =
      List.of(
          new TextPair("Thi sis a test sentenc with typos", "This is a test sentence with typos"),
          new TextPair(
              "The quikc brown fox jumps over teh lazy dog",
              "The quick brown fox jumps over the lazy dog"),
          new TextPair(
              "I went too the stor to buy som milk", "I went to the store to buy some milk"));

  private static final int EXAMPLES = 3;

  private final PairCheck pairCheck;
  private final Progress progress;

  Baseline(PairCheck pairCheck, Progress progress) {
    this.pairCheck = pairCheck;
    this.progress = progress;
  }

  /** Corrects the three sentences, and labelled lines. */
  List<BaselineScores> of(
      LanguageModel model,
      WritingPrompt prompt,
      OptionalDouble minimumConfidence,
      List<GoldLine> lines)
      throws EvaluationException, ModelLoadException {
    List<TextPair> pairs =
        lines.stream().map(line -> new TextPair(line.text(), line.with(line.edits()))).toList();
    try (GreedyWriter writer = new GreedyWriter(model, prompt);
        Corrector corrector = Corrector.create(model)) { // one that remembers no sentence
      TextChecker checker = new CorrectorChecker(corrector, minimumConfidence, "");
      writer.write(SENTENCES.get(0).corrupted()); // warms up, and reads the prompt's beginning
      String how = "token by token, " + prompt;
      return List.of(
          scores("three sentences", SENTENCES, how, writer, checker),
          scores("labelled lines", pairs, how, writer, checker));
    }
  }

  private BaselineScores scores(
      String set, List<TextPair> pairs, String how, GreedyWriter writer, TextChecker checker)
      throws EvaluationException {
    List<String> typed = pairs.stream().map(TextPair::corrupted).toList();
    List<String> clean = pairs.stream().map(TextPair::clean).toList();
    return new BaselineScores(
        set,
        pairs.size(),
        pairCheck.nearness(typed, clean),
        List.of(written(set, how, typed, clean, writer), scored(set, typed, clean, checker)));
  }

  private Way written(
      String set, String how, List<String> typed, List<String> clean, GreedyWriter writer)
      throws EvaluationException {
    progress.begin(set + ", " + how, typed.size());
    List<String> corrected = new ArrayList<>();
    long tokens = 0;
    long nanos = 0;
    for (String text : typed) {
      Written written = writer.write(text);
      corrected.add(written.text());
      tokens += written.tokens();
      nanos += written.nanos();
      progress.step();
    }
    return way(how, corrected, clean, nanos, tokens * 1e9 / nanos);
  }

  private Way scored(String set, List<String> typed, List<String> clean, TextChecker checker)
      throws EvaluationException {
    progress.begin(set + ", packed scoring", typed.size());
    List<CheckedText> checked = checker.check(typed, progress);
    long nanos = checked.stream().mapToLong(text -> text.nanos().orElse(0)).sum();
    return way("packed scoring", PairCheck.corrected(typed, checked), clean, nanos, Double.NaN);
  }

  private Way way(
      String name, List<String> corrected, List<String> clean, long nanos, double tokensPerSecond)
      throws EvaluationException {
    return new Way(
        name,
        pairCheck.nearness(corrected, clean),
        nanos / 1e9 / clean.size(),
        tokensPerSecond,
        corrected.subList(0, Math.min(EXAMPLES, clean.size())));
  }
}
