package dev.typofix.corrector.candidate;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.ngram.NgramTokens;
import java.util.List;

/**
 * Picks the edits of known words that make a far more usual phrase: counts are cheap enough to ask
 * of every word, so that the language model need only judge those. Thread-safe.
 */
final class UsualPhrases {

  /**
   * Nats that an edit must gain. One word in fifty of clean documentation and comments has one that
   * does; at 6 it would be one in 150.
   */
  private static final double WORTH_JUDGING = 4;

  /** The same for edits that join two words, or move a letter between them: there are few. */
  private static final double PAIR_WORTH_JUDGING = 1;

  private static final int CACHED_WORDS = 20_000;

  private final Lexicon lexicon;
  private final NgramModel ngrams;
  private final Cache<String, List<String>> forms =
      CacheBuilder.newBuilder().maximumSize(CACHED_WORDS).build();

  UsualPhrases(Lexicon lexicon, NgramModel ngrams) {
    this.lexicon = lexicon;
    this.ngrams = ngrams;
  }

  /** Those of a sentence's edits that gain enough. */
  List<Candidate> of(NgramTokens tokens, List<Candidate> candidates) {
    return candidates.stream().filter(c -> gain(tokens, c) >= worthJudging(c)).toList();
  }

  private static double worthJudging(Candidate candidate) {
    return candidate.first() == candidate.last() ? WORTH_JUDGING : PAIR_WORTH_JUDGING;
  }

  private double gain(NgramTokens tokens, Candidate candidate) {
    int start = candidate.start();
    int end = candidate.end();
    return ngrams.edited(tokens, start, end, candidate.replacement()).logProb()
        - ngrams.typed(tokens, start, end).logProb();
  }

  /** The inflected and derived forms of a word that are worth proposing. */
  List<String> formsOf(String word) {
    List<String> known = forms.getIfPresent(word);
    if (known == null) {
      known =
          Inflections.formsOf(word).stream()
              .filter(form -> lexicon.entry(form).map(WordEntry::isProposable).orElse(false))
              .toList();
      forms.put(word, known);
    }
    return known;
  }
}
