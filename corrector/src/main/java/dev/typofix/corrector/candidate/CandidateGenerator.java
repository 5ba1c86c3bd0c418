package dev.typofix.corrector.candidate;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.typofix.corrector.candidate.Candidate.Source;
import dev.typofix.corrector.candidate.Word.Shape;
import dev.typofix.corrector.lexicon.EditAlignment;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.ngram.NgramTokens;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thinks of edits that may be right. Words that the lexicon lacks get theirs at once; known words
 * only where the model finds the text as typed improbable, because judging each would cost more
 * than it finds. Thread-safe.
 */
public final class CandidateGenerator {

  private static final int MOST_FOR_UNKNOWN = 7;
  private static final int MOST_FOR_KNOWN = 7;

  /** Candidates whose rank lies this far below the best (in nats) are not worth judging. */
  private static final double RANK_SPREAD = 9;

  /**
   * So many more are judged, however low they rank: words that people mix up and irregular forms
   * look as unlike as {@code your} and {@code you're}, which says nothing against them.
   */
  private static final int MOST_UNLIKE = 3;

  /** From this level of SCOWL on (in tens) a slip is likelier than the word itself. */
  private static final int RARE_LEVEL = 7;

  private static final int REMEMBERED = 20_000;

  private final Lexicon lexicon;
  private final UsualPhrases usualPhrases;
  private final NearWords nearWords;
  private final LetterCase letterCase;
  private final IrregularForms irregularForms = IrregularForms.embedded();
  private final SpacingCandidates spacing;

  /** What was thought of for known words, as typed: texts repeat them. */
  private final Cache<String, List<Candidate>> phrases =
      CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

  public CandidateGenerator(Lexicon lexicon, NgramModel ngrams) {
    this.lexicon = lexicon;
    this.usualPhrases = new UsualPhrases(lexicon, ngrams);
    this.nearWords = new NearWords(lexicon);
    this.letterCase = new LetterCase(lexicon);
    this.spacing = new SpacingCandidates(lexicon, letterCase);
  }

  /**
   * Edits to judge whatever the model says of the text: unknown words, repetitions, and what makes
   * known words a far more usual phrase.
   */
  public List<Candidate> atOnce(Sentence sentence, List<Word> words) {
    List<Candidate> candidates = new ArrayList<>();
    NgramTokens tokens = NgramTokens.of(sentence.text());
    for (int i = 0; i < words.size(); i++) {
      spacing.addRepetitions(sentence, words, i, candidates);
      Word word = words.get(i);
      if (isJudged(word)) {
        CandidateList list = new CandidateList(word, i);
        addMisspellings(word, list);
        if (!word.isKnown() && !list.isEmpty()) {
          spacing.addSplits(word, list::add);
        } else if (!word.isKnown()) {
          addNear(word, word.length() < 5 ? 1 : 2, Source.NEAR_UNKNOWN, list);
          addLetterCase(word, list);
          spacing.addSplits(word, list::add);
          addApostrophe(word, list);
        }
        addArticle(sentence, word, list);
        candidates.addAll(list.best(MOST_FOR_UNKNOWN));
        if (word.isKnown()) {
          candidates.addAll(usualPhrases.of(tokens, phrases(word, i)));
        }
      }
      boolean unknownPair =
          !word.isKnown() || (i + 1 < words.size() && !words.get(i + 1).isKnown());
      if (unknownPair) {
        spacing.addPairs(sentence, words, i, candidates);
      } else {
        List<Candidate> pairs = new ArrayList<>();
        spacing.addPairs(sentence, words, i, pairs);
        candidates.addAll(usualPhrases.of(tokens, pairs));
      }
    }
    return candidates;
  }

  /** Other words that a known one is easily put for, and two words that it may be. */
  private List<Candidate> phrases(Word word, int index) {
    List<Candidate> known = phrases.getIfPresent(word.typed());
    if (known == null) {
      known = newPhrases(word, index);
      phrases.put(word.typed(), known);
    }
    return known.stream().map(candidate -> candidate.inPlaceOf(word, index)).toList();
  }

  private List<Candidate> newPhrases(Word word, int index) {
    CandidateList list = new CandidateList(word, index);
    for (String form : usualPhrases.formsOf(word.lower())) {
      list.add(form, Source.INFLECTION, 1);
    }
    addApostrophe(word, list);
    addConfusions(word, list);
    spacing.addKnownSplits(word, list::add);
    if (isRare(word)) {
      addNear(word, 1, Source.NEAR_KNOWN, list);
    }
    return list.best(MOST_FOR_KNOWN);
  }

  /** {@code stor}, {@code som}: words that hardly anybody means. */
  private static boolean isRare(Word word) {
    return word.entry()
        .filter(entry -> entry.scowlLevel() >= RARE_LEVEL || entry.scowlLevel() == 0)
        .isPresent();
  }

  /**
   * Edits of a known word that the model finds improbable where it stands.
   *
   * @param index the word's place in the sentence
   * @param proposals what the model expected instead, in lower case
   */
  public List<Candidate> whereSuspicious(
      Sentence sentence, List<Word> words, int index, List<String> proposals) {
    Word word = words.get(index);
    List<Candidate> candidates = new ArrayList<>();
    if (isJudged(word)) {
      CandidateList list = new CandidateList(word, index);
      for (String proposal : proposals) {
        list.add(proposal, Source.MODEL, 4);
      }
      addNear(word, 1, Source.NEAR_KNOWN, list);
      for (String form : usualPhrases.formsOf(word.lower())) {
        list.add(form, Source.INFLECTION, 1);
      }
      for (String form : irregularForms.of(word.lower())) {
        list.addUnlike(form, Source.INFLECTION, 1);
      }
      addApostrophe(word, list);
      addConfusions(word, list);
      spacing.addKnownSplits(word, list::add);
      addLetterCase(word, list);
      candidates.addAll(list.best(MOST_FOR_KNOWN));
    }
    boolean nextKnown = index + 1 < words.size() && words.get(index + 1).isKnown();
    if (nextKnown) {
      spacing.addPairs(sentence, words, index, candidates);
    }
    boolean previousKnown = index > 0 && words.get(index - 1).isKnown();
    if (previousKnown) {
      spacing.addPairs(sentence, words, index - 1, candidates);
    }
    return candidates;
  }

  /** Acronyms and identifiers are not judged as words. */
  private boolean isJudged(Word word) {
    return switch (word.shape()) {
      case LOWER, CAPITALIZED -> true;
      case UPPER -> word.length() == 1 || word.length() > 4;
      case MIXED ->
          isSlippedShift(word) && !lexicon.canonicalForm(word.lower()).equals(word.typed());
    };
  }

  /** {@code THis}: the shift key was let go too late. */
  private static boolean isSlippedShift(Word word) {
    return word.length() > 2
        && Character.isUpperCase(word.typed().charAt(1))
        && word.typed().substring(2).chars().noneMatch(Character::isUpperCase);
  }

  private void addMisspellings(Word word, CandidateList list) {
    for (String correction : lexicon.corrections(word.lower())) {
      list.add(correction, Source.MISSPELLING, 8);
    }
    if (!word.possessiveEnding().isEmpty()) {
      for (String correction : lexicon.corrections(word.base())) {
        list.add(correction + word.possessiveEnding(), Source.MISSPELLING, 8);
      }
    }
  }

  private void addConfusions(Word word, CandidateList list) {
    for (Lexicon.Confusion confusion : lexicon.confusions(word.lower())) {
      Source source = confusion.meant().contains(" ") ? Source.SPLIT : Source.CONFUSION;
      list.addUnlike(confusion.meant(), source, 4 + Math.log1p(confusion.corrections()));
    }
  }

  /** {@code Heres}: a possessive or a contraction whose apostrophe was left out. */
  private void addApostrophe(Word word, CandidateList list) {
    String lower = word.lower();
    int stem = lower.length() - 1;
    if (stem > 2 && lower.endsWith("s") && lexicon.entry(lower.substring(0, stem)).isPresent()) {
      list.add(lower.substring(0, stem) + "'s", Source.INFLECTION, 3);
    }
    if (!word.possessiveEnding().isEmpty()) {
      list.add(word.base() + "s", Source.INFLECTION, 3);
    }
  }

  /** {@code a} before a vowel, {@code an} before another letter: often right, worth a look. */
  private static void addArticle(Sentence sentence, Word word, CandidateList list) {
    if (word.isIndefiniteArticle()) {
      Articles.doubted(sentence.text(), word.end(), word.lower())
          .ifPresent(other -> list.add(other, Source.INFLECTION, 4));
    }
  }

  private void addNear(Word word, int distance, Source source, CandidateList list) {
    for (NearWords.Neighbour near : nearWords.find(word.base(), distance)) {
      list.addRanked(
          near.word() + word.possessiveEnding(),
          source,
          near.slipLogProb(),
          near.editDistance(),
          near.rankScore());
    }
  }

  private void addLetterCase(Word word, CandidateList list) {
    Optional<WordEntry> entry = word.entry();
    boolean properName =
        word.shape() == Shape.LOWER
            && entry.isPresent()
            && entry.get().casing() == WordEntry.Casing.CAPITALIZED
            && entry.get().scowlLevel() > 0
            && entry.get().scowlLevel() <= 5;
    if (properName || word.typed().equals("i") || word.shape() == Shape.MIXED) {
      list.add(word.lower(), Source.LETTER_CASE, 4);
    }
  }

  /** Collects the candidates for one word, each replacement once, from its first source. */
  private final class CandidateList {
    private final Word word;
    private final int index;
    private final List<Ranked> ranked = new ArrayList<>();
    private final Set<String> unlike = new HashSet<>();

    private record Ranked(Candidate candidate, double score) {}

    CandidateList(Word word, int index) {
      this.word = word;
      this.index = index;
    }

    /** Adds a replacement with a bonus in nats for where it comes from. */
    void add(String lower, Source source, double bonus) {
      double slips = lexicon.typingErrors().logProb(word.lower(), lower);
      double frequency =
          SpacingCandidates.logFrequency(lexicon, lower)
              .orElse((double) -WordEntry.NEVER_SEEN / 10);
      int distance = EditAlignment.distance(word.lower(), lower);
      addRanked(lower, source, slips, distance, slips + 1.4 * frequency + bonus);
    }

    /** Adds a replacement that is worth judging even if it looks quite unlike the word. */
    void addUnlike(String lower, Source source, double bonus) {
      add(lower, source, bonus);
      unlike.add(letterCase.like(word, lower));
    }

    void add(String lower, Source source) {
      add(lower, source, 0);
    }

    boolean isEmpty() {
      return ranked.isEmpty();
    }

    void addRanked(String lower, Source source, double slips, int distance, double score) {
      String replacement = letterCase.like(word, lower);
      for (int i = 0; i < ranked.size(); i++) {
        Ranked earlier = ranked.get(i);
        if (earlier.candidate.replacement().equals(replacement)) {
          ranked.set(i, new Ranked(earlier.candidate, Math.max(earlier.score, score)));
          return;
        }
      }
      if (!replacement.equals(word.typed()) && !lexicon.areVariants(word.lower(), lower)) {
        Candidate candidate =
            new Candidate(
                word.start(), word.end(), replacement, source, index, index, slips, distance);
        ranked.add(new Ranked(candidate, score));
      }
    }

    /** The best of the list, best first: {@code most} by rank, and a few unlike ones beside. */
    List<Candidate> best(int most) {
      ranked.sort((a, b) -> Double.compare(b.score, a.score));
      List<Candidate> best = new ArrayList<>();
      int byRank = 0;
      int beside = 0;
      for (Ranked next : ranked) {
        if (byRank < most && next.score >= ranked.get(0).score - RANK_SPREAD) {
          best.add(next.candidate);
          byRank++;
        } else if (beside < MOST_UNLIKE && unlike.contains(next.candidate.replacement())) {
          best.add(next.candidate);
          beside++;
        }
      }
      return best;
    }
  }
}
