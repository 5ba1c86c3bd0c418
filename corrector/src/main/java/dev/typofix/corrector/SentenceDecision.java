package dev.typofix.corrector;

import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.SentenceJudge.Judgement;
import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.decision.FeatureExtractor;
import dev.typofix.corrector.decision.JudgedEdit;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.ngram.NgramModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns the judged edits of a sentence into findings, each place with its edits ranked; where a
 * second opinion can be had, it decides on what is not ruled out. Confined to the opinion's thread.
 */
final class SentenceDecision {

  /** Less probable edits are not kept: no sensible user asks for them. */
  static final double LOWEST_CONFIDENCE = 0.05;

  private static final int MOST_REPLACEMENTS = 5;

  private final Lexicon lexicon;
  private final NgramModel ngrams;
  private final Calibration calibration;
  private final Optional<ConfirmingModel> second;

  SentenceDecision(
      Lexicon lexicon,
      NgramModel ngrams,
      Calibration calibration,
      Optional<ConfirmingModel> second) {
    this.lexicon = lexicon;
    this.ngrams = ngrams;
    this.calibration = calibration;
    this.second = second;
  }

  /** A larger model and the decision that its opinion leads to. */
  record ConfirmingModel(SecondOpinion opinion, Calibration calibration) {}

  private record Decided(Candidate candidate, double confidence) {}

  private record Place(int start, int end) {}

  /** Findings, most confident first; they may overlap. */
  List<SentenceFinding> decide(Judgement judgement) {
    Map<Place, List<Decided>> places = new LinkedHashMap<>();
    for (Decided decided : confidences(judgement)) {
      if (decided.confidence() >= LOWEST_CONFIDENCE) {
        Candidate candidate = decided.candidate();
        places
            .computeIfAbsent(
                new Place(candidate.start(), candidate.end()), place -> new ArrayList<>())
            .add(decided);
      }
    }
    List<SentenceFinding> findings = new ArrayList<>();
    for (List<Decided> decided : places.values()) {
      decided.sort(Comparator.comparingDouble(Decided::confidence).reversed());
      findings.add(finding(decided, judgement.words()));
    }
    findings.sort(Comparator.comparingDouble(SentenceFinding::confidence).reversed());
    return findings;
  }

  private List<Decided> confidences(Judgement judgement) {
    FeatureExtractor extractor =
        new FeatureExtractor(
            lexicon, ngrams, judgement.sentence(), judgement.words(), judgement.edits());
    List<Question> questions = new ArrayList<>();
    List<Decided> decided = new ArrayList<>();
    for (JudgedEdit edit : judgement.edits()) {
      float[] features = extractor.extract(edit);
      double confidence = calibration.confidence(features);
      if (confidence >= SecondOpinion.RULED_OUT) {
        questions.add(new Question(edit, features));
        decided.add(new Decided(edit.candidate(), confidence));
      }
    }
    return second.isEmpty() || questions.isEmpty()
        ? decided
        : confirmed(judgement, questions, second.get()).orElse(decided);
  }

  private static Optional<List<Decided>> confirmed(
      Judgement judgement, List<Question> questions, ConfirmingModel model) {
    return model
        .opinion()
        .features(judgement.sentence(), questions)
        .map(
            features ->
                IntStream.range(0, questions.size())
                    .mapToObj(
                        i ->
                            new Decided(
                                questions.get(i).edit().candidate(),
                                model.calibration().confidence(features.get(i))))
                    .toList());
  }

  private static SentenceFinding finding(List<Decided> decided, List<Word> words) {
    Candidate best = decided.get(0).candidate();
    return new SentenceFinding(
        best.start(),
        best.end(),
        FindingKind.of(best, words),
        decided.get(0).confidence(),
        decided.stream()
            .limit(MOST_REPLACEMENTS)
            .map(d -> d.candidate().replacement())
            .distinct()
            .toList(),
        words.subList(best.first(), best.last() + 1).stream().map(Word::typed).toList());
  }
}
