package dev.typofix.corrector;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.typofix.corrector.SentenceDecision.ConfirmingModel;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds typing errors with a language model. Owns a model session and a cache of the sentences that
 * it has judged; confined to one thread at a time, the inference thread. Closing it leaves the
 * model open.
 */
public final class Corrector implements Checker, AutoCloseable {

  /** Enough for the sentences of several open documents. */
  private static final int CACHED_SENTENCES = 20_000;

  /** The same for passages, in UTF-16 code units. */
  private static final int CACHED_PROSE = 4_000_000;

  private final Models models;
  private final SentenceScorer scorer;
  private final Optional<SecondOpinion> opinion;
  private final SentenceChecker checker;
  private final Memory memory;

  /** What correctors of the same kind share. */
  private record Models(
      LanguageModel first,
      Calibration calibration,
      Optional<LanguageModel> second,
      Optional<Calibration> secondCalibration) {

    /** The decision that findings are shown by. */
    Calibration shown() {
      return secondCalibration.orElse(calibration);
    }
  }

  private Corrector(Models models, Memory memory) throws ModelLoadException {
    Lexicon lexicon = Lexicon.embedded();
    NgramModel ngrams = NgramModel.embedded();
    this.models = models;
    this.memory = memory;
    this.scorer = new SentenceScorer(models.first());
    this.opinion = openOpinion(models, scorer);
    Optional<ConfirmingModel> second =
        opinion.map(asked -> new ConfirmingModel(asked, models.shown()));
    this.checker =
        new SentenceChecker(
            new SentenceJudge(lexicon, ngrams, scorer),
            new SentenceDecision(lexicon, ngrams, models.calibration(), second),
            models.shown());
  }

  private static Optional<SecondOpinion> openOpinion(Models models, SentenceScorer scorer)
      throws ModelLoadException {
    try {
      return models.second().isPresent()
          ? Optional.of(new SecondOpinion(models.second().get()))
          : Optional.empty();
    } catch (ModelLoadException | RuntimeException failed) {
      scorer.close();
      throw failed;
    }
  }

  /**
   * Makes a corrector that judges with the model.
   *
   * @throws ModelLoadException if the model's bundle has no calibration that can be read, or a
   *     prompt that is not supported
   */
  public static Corrector create(LanguageModel model) throws ModelLoadException {
    return create(model, Optional.empty());
  }

  /**
   * Makes a corrector that judges with a model, and decides with a larger one on what the first
   * does not rule out.
   *
   * @throws ModelLoadException if one of the bundles has no calibration of its kind that can be
   *     read, or a prompt that is not supported
   */
  public static Corrector create(LanguageModel model, Optional<LanguageModel> second)
      throws ModelLoadException {
    Calibration calibration = Calibration.read(model.bundle(), Calibration.FILE);
    Optional<Calibration> secondCalibration =
        second.isPresent()
            ? Optional.of(Calibration.read(second.get().bundle(), Calibration.SECOND_OPINION_FILE))
            : Optional.empty();
    return new Corrector(new Models(model, calibration, second, secondCalibration), Memory.empty());
  }

  /**
   * Makes another corrector of the same models, for another thread; the two share what they judge.
   *
   * @throws ModelLoadException if a model cannot open one more session
   */
  public Corrector twin() throws ModelLoadException {
    return new Corrector(models, memory);
  }

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    List<Finding> findings = new ArrayList<>();
    for (Passage passage : document.passages()) {
      for (Sentence.Placed placed : sentences(passage)) {
        cancel.check();
        addFindings(passage, placed, judged(placed.sentence()), options, findings);
      }
    }
    findings.sort(Comparator.comparingInt(Finding::start));
    return findings;
  }

  /**
   * The findings of a passage all of whose sentences were judged before, by this corrector or a
   * twin, in order; empty if one was not. Thread-safe.
   */
  public Optional<List<Finding>> remembered(Passage passage, CheckOptions options) {
    List<Finding> findings = new ArrayList<>();
    for (Sentence.Placed placed : sentences(passage)) {
      List<SentenceFinding> known = memory.judged.getIfPresent(placed.sentence());
      if (known == null) {
        return Optional.empty();
      }
      addFindings(passage, placed, known, options, findings);
    }
    findings.sort(Comparator.comparingInt(Finding::start));
    return Optional.of(findings);
  }

  private void addFindings(
      Passage passage,
      Sentence.Placed placed,
      List<SentenceFinding> judged,
      CheckOptions options,
      List<Finding> findings) {
    List<SentenceFinding> accepted = new ArrayList<>();
    for (SentenceFinding finding : judged) {
      if (finding.confidence()
              >= options.minimumConfidence().orElse(models.shown().threshold(finding.kind().code()))
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
    List<SentenceFinding> known = memory.judged.getIfPresent(sentence);
    if (known == null) {
      known = checker.check(sentence);
      memory.judged.put(sentence, known);
    }
    return known;
  }

  private List<Sentence.Placed> sentences(Passage passage) {
    Prose prose = new Prose(passage.text(), passage.protectedSpans());
    List<Sentence.Placed> known = memory.sentences.getIfPresent(prose);
    if (known == null) {
      known = List.copyOf(SentenceSplitter.split(passage));
      memory.sentences.put(prose, known);
    }
    return known;
  }

  /** What of a passage its sentences depend on. */
  private record Prose(String text, List<Passage.Span> protectedSpans) {}

  /** What was cut into sentences, and what was found in them. Thread-safe. */
  private record Memory(
      Cache<Prose, List<Sentence.Placed>> sentences,
      Cache<Sentence, List<SentenceFinding>> judged) {

    static Memory empty() {
      return new Memory(
          CacheBuilder.newBuilder()
              .maximumWeight(CACHED_PROSE)
              .weigher((Prose prose, List<Sentence.Placed> sentences) -> prose.text.length())
              .build(),
          CacheBuilder.newBuilder().maximumSize(CACHED_SENTENCES).build());
    }
  }

  /** The model that judges. */
  public LanguageModel model() {
    return models.first();
  }

  @Override
  public void close() {
    opinion.ifPresent(SecondOpinion::close);
    scorer.close();
  }
}
