package dev.typofix.corrector;

import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.candidate.CandidateGenerator;
import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.candidate.WordScanner;
import dev.typofix.corrector.decision.JudgedEdit;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.sentence.EditScore;
import dev.typofix.corrector.sentence.EditToScore;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Has the model judge every edit of a sentence that is worth it, in at most two forward passes: the
 * copy with the edits that are due at once, then edits of the known words that the model finds
 * improbable, be it behind the likeliest of those edits. Confined to the scorer's thread.
 */
public final class SentenceJudge {

  /**
   * Edits whose log-odds are certain to lie below this are not scored. On corrections in git
   * histories it saves one row in thirteen; at −12 hardly any.
   */
  private static final double HOPELESS = -8;

  /**
   * Of more edits than this of known words only the most hopeful are scored. It is reached by lists
   * of names and the like, where the model can foresee nothing.
   */
  private static final int MOST_SUSPICIOUS = 48;

  /** The model's own words count where they are this much more probable (nats) than the copy. */
  private static final double PROPOSAL_MARGIN = 0.0;

  private final Lexicon lexicon;
  private final WordScanner scanner;
  private final CandidateGenerator generator;
  private final SentenceScorer scorer;

  public SentenceJudge(Lexicon lexicon, NgramModel ngrams, SentenceScorer scorer) {
    this.lexicon = lexicon;
    this.scanner = new WordScanner(lexicon);
    this.generator = new CandidateGenerator(lexicon, ngrams);
    this.scorer = scorer;
  }

  /** A sentence's words and the edits that were judged. */
  public record Judgement(Sentence sentence, List<Word> words, List<JudgedEdit> edits) {}

  /** Judges a sentence; empty if it has too many tokens. */
  public Optional<Judgement> judge(Sentence sentence) {
    return judge(sentence, offset -> true);
  }

  /**
   * Judges only the edits that begin at some of a sentence's offsets; empty if it has too many
   * tokens.
   */
  Optional<Judgement> judge(Sentence sentence, IntPredicate where) {
    List<Word> words = scanner.scan(sentence);
    List<JudgedEdit> edits = new ArrayList<>();
    if (!words.isEmpty()) {
      List<Candidate> atOnce =
          generator.atOnce(sentence, words).stream()
              .filter(candidate -> where.test(candidate.start()))
              .toList();
      List<EditScore> scores = scorer.begin(sentence.text(), toScore(atOnce));
      if (!scorer.hasTrunk()) {
        return Optional.empty();
      }
      addJudged(atOnce, scores, edits);
      List<Candidate> suspicious = suspicious(sentence, words, atOnce, where);
      addJudged(suspicious, scorer.more(toScore(suspicious)), edits);
    }
    return Optional.of(new Judgement(sentence, words, edits));
  }

  private static List<EditToScore> toScore(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::toScore).toList();
  }

  private void addJudged(
      List<Candidate> candidates, List<EditScore> scores, List<JudgedEdit> edits) {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      double lowest = scorer.lowestCopyLogProb(candidate.start(), candidate.end());
      edits.add(new JudgedEdit(candidate, scores.get(i), lowest));
    }
  }

  private List<Candidate> suspicious(
      Sentence sentence, List<Word> words, List<Candidate> atOnce, IntPredicate where) {
    List<Hopeful> hopeful = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    atOnce.forEach(candidate -> known.add(key(candidate)));
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (where.test(word.start())
          && word.isKnown()
          && scorer.isDoubtful(word.start(), word.end())) {
        for (Candidate c : generator.whereSuspicious(sentence, words, i, proposals(word))) {
          if (known.add(key(c))) {
            hopeful.add(new Hopeful(c, scorer.mostLogOdds(c.toScore())));
          }
        }
      }
    }
    hopeful.removeIf(edit -> edit.mostLogOdds <= HOPELESS);
    if (hopeful.size() > MOST_SUSPICIOUS) {
      hopeful.sort(Comparator.comparingDouble(Hopeful::mostLogOdds).reversed());
      hopeful.subList(MOST_SUSPICIOUS, hopeful.size()).clear();
      hopeful.sort(Comparator.comparingInt(edit -> edit.candidate.start()));
    }
    return hopeful.stream().map(Hopeful::candidate).toList();
  }

  /** An edit and the most that its log-odds can be. */
  private record Hopeful(Candidate candidate, double mostLogOdds) {}

  private static String key(Candidate candidate) {
    return candidate.start() + ":" + candidate.end() + ":" + candidate.replacement();
  }

  private List<String> proposals(Word word) {
    List<String> proposals = new ArrayList<>();
    for (String text : scorer.proposals(word.start(), word.end(), PROPOSAL_MARGIN)) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (ModelProposals.isPlausible(lexicon, word.lower(), lower) && !proposals.contains(lower)) {
        proposals.add(lower);
      }
    }
    return proposals;
  }
}
