package dev.typofix.corrector;

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

/** Turns the judged edits of a sentence into findings, each place with its edits ranked. Pure. */
final class SentenceDecision {

  /** Less probable edits are not kept: no sensible user asks for them. */
  static final double LOWEST_CONFIDENCE = 0.05;

  private static final int MOST_REPLACEMENTS = 5;

  private final Lexicon lexicon;
  private final NgramModel ngrams;
  private final Calibration calibration;

  SentenceDecision(Lexicon lexicon, NgramModel ngrams, Calibration calibration) {
    this.lexicon = lexicon;
    this.ngrams = ngrams;
    this.calibration = calibration;
  }

  private record Decided(Candidate candidate, double confidence) {}

  private record Place(int start, int end) {}

  /** Findings, most confident first; they may overlap. */
  List<SentenceFinding> decide(Judgement judgement) {
    FeatureExtractor extractor =
        new FeatureExtractor(
            lexicon, ngrams, judgement.sentence(), judgement.words(), judgement.edits());
    Map<Place, List<Decided>> places = new LinkedHashMap<>();
    for (JudgedEdit edit : judgement.edits()) {
      double confidence = calibration.confidence(extractor.extract(edit));
      if (confidence >= LOWEST_CONFIDENCE) {
        Candidate candidate = edit.candidate();
        places
            .computeIfAbsent(
                new Place(candidate.start(), candidate.end()), place -> new ArrayList<>())
            .add(new Decided(candidate, confidence));
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
