package dev.typofix.corrector;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.corrector.sentence.SentenceSplitter;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Finds typing errors with a language model. Owns a model session and a cache of the sentences that
 * it has judged; confined to one thread at a time, the inference thread. Closing it leaves the
 * model open.
 */
public final class Corrector implements Checker, AutoCloseable {

  /** Enough for the sentences of several open documents. */
  private static final int CACHED_SENTENCES = 20_000;

  private final LanguageModel model;
  private final Calibration calibration;
  private final SentenceScorer scorer;
  private final SentenceChecker checker;
  private final Cache<Sentence, List<SentenceFinding>> judged; // thread-safe

  private Corrector(
      LanguageModel model, Calibration calibration, Cache<Sentence, List<SentenceFinding>> judged)
      throws ModelLoadException {
    Lexicon lexicon = Lexicon.embedded();
    NgramModel ngrams = NgramModel.embedded();
    this.model = model;
    this.calibration = calibration;
    this.judged = judged;
    this.scorer = new SentenceScorer(model);
    this.checker =
        new SentenceChecker(
            new SentenceJudge(lexicon, ngrams, scorer),
            new SentenceDecision(lexicon, ngrams, calibration),
            calibration);
  }

  /**
   * Makes a corrector that judges with the model.
   *
   * @throws ModelLoadException if the model's bundle has no calibration that can be read, or a
   *     prompt that is not supported
   */
  public static Corrector create(LanguageModel model) throws ModelLoadException {
    return new Corrector(
        model,
        readCalibration(model),
        CacheBuilder.newBuilder().maximumSize(CACHED_SENTENCES).build());
  }

  /**
   * Makes another corrector of the same model, for another thread; the two share what they judge.
   *
   * @throws ModelLoadException if the model cannot open one more session
   */
  public Corrector twin() throws ModelLoadException {
    return new Corrector(model, calibration, judged);
  }

  private static Calibration readCalibration(LanguageModel model) throws ModelLoadException {
    try (InputStream input = model.bundle().open(Calibration.FILE)) {
      return Calibration.read(input);
    } catch (IOException e) {
      throw new ModelLoadException(
          model.bundle().location()
              + ": "
              + Calibration.FILE
              + ": "
              + e.getMessage()
              + "; calibrate the model for this version of Typofix",
          e);
    }
  }

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    List<Finding> findings = new ArrayList<>();
    for (Passage passage : document.passages()) {
      for (Sentence.Placed placed : SentenceSplitter.split(passage)) {
        cancel.check();
        addFindings(passage, placed, options, findings);
      }
    }
    findings.sort(Comparator.comparingInt(Finding::start));
    return findings;
  }

  private void addFindings(
      Passage passage, Sentence.Placed placed, CheckOptions options, List<Finding> findings) {
    List<SentenceFinding> accepted = new ArrayList<>();
    for (SentenceFinding finding : judged(placed.sentence())) {
      if (finding.confidence()
              >= options.minimumConfidence().orElse(calibration.threshold(finding.kind().code()))
          && finding.typedWords().stream().noneMatch(options.vocabulary()::accepts)
          && accepted.stream().noneMatch(finding::overlaps)) {
        accepted.add(finding);
      }
    }
    for (SentenceFinding finding : accepted) {
      int start = placed.start() + finding.start();
      OptionalInt offset = passage.documentOffset(start, placed.start() + finding.end());
      if (offset.isPresent()) {
        int length = finding.end() - finding.start();
        findings.add(
            new Finding(
                offset.getAsInt(),
                offset.getAsInt() + length,
                finding.kind(),
                finding.confidence(),
                finding.replacements()));
      }
    }
  }

  private List<SentenceFinding> judged(Sentence sentence) {
    List<SentenceFinding> known = judged.getIfPresent(sentence);
    if (known == null) {
      known = checker.check(sentence);
      judged.put(sentence, known);
    }
    return known;
  }

  /** The model that judges. */
  public LanguageModel model() {
    return model;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
