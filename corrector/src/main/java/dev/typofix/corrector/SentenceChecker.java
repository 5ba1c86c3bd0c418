package dev.typofix.corrector;

import dev.typofix.corrector.SentenceJudge.Judgement;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the errors of a sentence. An error misleads the model about the words near it: where one is
 * found beside something doubtful, those words are judged once more with it mended, until nothing
 * new is found. Confined to the judge's thread.
 */
final class SentenceChecker {

  /** Sentences with more errors within errors than this are left as they are. */
  private static final int MOST_ROUNDS = 3;

  /** How much a found error raises the odds of a misspelling beside it: errors cluster. */
  private static final double CLUSTER_FACTOR = 1.5;

  private final SentenceJudge judge;
  private final SentenceDecision decision;
  private final Calibration calibration;

  SentenceChecker(SentenceJudge judge, SentenceDecision decision, Calibration calibration) {
    this.judge = judge;
    this.decision = decision;
    this.calibration = calibration;
  }

  /** Findings, most confident first; those below the threshold may overlap others. */
  List<SentenceFinding> check(Sentence sentence) {
    Optional<Judgement> judgement = judge.judge(sentence);
    List<SentenceFinding> findings =
        judgement.isPresent() ? check(sentence, judgement.get()) : checkHalves(sentence);
    findings.sort(Comparator.comparingDouble(SentenceFinding::confidence).reversed());
    return findings;
  }

  /** A sentence of too many tokens (signs of other scripts, say) is judged in two. */
  private List<SentenceFinding> checkHalves(Sentence sentence) {
    List<SentenceFinding> findings = new ArrayList<>();
    for (Sentence.Placed half : SentenceSplitter.halves(sentence)) {
      check(half.sentence()).forEach(finding -> findings.add(finding.movedBy(half.start())));
    }
    return findings;
  }

  private List<SentenceFinding> check(Sentence sentence, Judgement judgement) {
    List<SentenceFinding> first = decision.decide(judgement);
    List<SentenceFinding> findings = new ArrayList<>(first);
    List<SentenceFinding> mended = confident(findings, List.of());
    List<SentenceFinding> news = mended;
    for (int round = 1;
        round < MOST_ROUNDS && !news.isEmpty() && anyDoubtful(judgement, findings, mended);
        round++) {
      news = confident(judgeMended(sentence, mended, first), mended);
      mended = new ArrayList<>(mended);
      mended.addAll(news);
      findings.addAll(news);
    }
    return findings;
  }

  /**
   * Whether something else near what was found is in doubt, a less confident finding or an unknown
   * word: if not, mending can bring nothing new.
   */
  private static boolean anyDoubtful(
      Judgement judgement, List<SentenceFinding> findings, List<SentenceFinding> taken) {
    return findings.stream()
            .filter(other -> taken.stream().noneMatch(other::overlaps))
            .anyMatch(other -> isNear(taken, other.start()))
        || judgement.edits().stream()
            .map(edit -> judgement.words().get(edit.candidate().first()))
            .filter(word -> !word.isKnown())
            .filter(word -> taken.stream().noneMatch(found -> found.contains(word.start())))
            .anyMatch(word -> isNear(taken, word.start()));
  }

  private static boolean isNear(List<SentenceFinding> taken, int offset) {
    return taken.stream().anyMatch(found -> found.isNear(offset));
  }

  private List<SentenceFinding> judgeMended(
      Sentence sentence, List<SentenceFinding> findings, List<SentenceFinding> first) {
    MendedSentence mended = new MendedSentence(sentence, findings);
    return judge.judge(mended.sentence(), mended::isNear).stream()
        .flatMap(judgement -> decision.decide(judgement).stream())
        .map(mended::asTyped)
        .flatMap(Optional::stream)
        .map(finding -> withBothLooks(finding, first))
        .toList();
  }

  private List<SentenceFinding> confident(
      List<SentenceFinding> findings, List<SentenceFinding> taken) {
    List<SentenceFinding> confident = new ArrayList<>();
    for (SentenceFinding finding : findings) {
      if (finding.confidence() >= calibration.threshold(finding.kind().code())
          && taken.stream().noneMatch(finding::overlaps)
          && confident.stream().noneMatch(finding::overlaps)) {
        confident.add(finding);
      }
    }
    return confident;
  }

  /**
   * That a word is no word, or stands there twice, needs no second opinion, only what was meant,
   * and the later look sees that best. Anything else may look wrong only because the sentence looks
   * so clean now: it takes the mean of both looks' log-odds. (On gitfix-dev the later look alone
   * was right once in five.)
   */
  private static SentenceFinding withBothLooks(
      SentenceFinding later, List<SentenceFinding> firstLook) {
    if (later.kind() == FindingKind.MISSPELLING) {
      return later.likelier(CLUSTER_FACTOR);
    }
    if (later.kind() == FindingKind.REPEATED_WORD) {
      return later;
    }
    return later.averagedWith(
        firstLook.stream()
            .filter(first -> first.start() == later.start() && first.end() == later.end())
            .mapToDouble(SentenceFinding::confidence)
            .findFirst()
            .orElse(SentenceDecision.LOWEST_CONFIDENCE));
  }
}
