package dev.typofix.corrector.candidate;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.typofix.corrector.lexicon.EditAlignment;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The words that someone who typed a word most likely meant, by how likely the slips are and how
 * frequent the words. Remembers its answers: texts repeat their words. Thread-safe.
 */
final class NearWords {

  /**
   * How much a word's frequency counts beside its slips; measured on corrections in git histories.
   */
  private static final double FREQUENCY_WEIGHT = 0.6 * Math.log(10);

  private static final int MOST = 12;

  private final Lexicon lexicon;
  private final Cache<Query, List<Neighbour>> answers =
      CacheBuilder.newBuilder().maximumSize(20_000).build();

  NearWords(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * A word near another.
   *
   * @param slipLogProb natural log-probability of the slips between them
   * @param rankScore higher is likelier
   */
  record Neighbour(
      String word, WordEntry entry, double slipLogProb, int editDistance, double rankScore) {}

  private record Query(String word, int distance) {}

  /**
   * The likeliest words within a distance, best first, at most twelve; never the word itself, nor a
   * variant of it.
   */
  List<Neighbour> find(String word, int distance) {
    Query query = new Query(word, distance);
    List<Neighbour> known = answers.getIfPresent(query);
    if (known == null) {
      known = search(word, distance);
      answers.put(query, known);
    }
    return known;
  }

  private List<Neighbour> search(String word, int distance) {
    List<Ranked> found = new ArrayList<>();
    lexicon.forEachNear(
        word,
        distance,
        (near, entry) -> {
          if (entry.isProposable() && !near.equals(word)) {
            double slips = lexicon.typingErrors().logProb(word, near);
            double rank = slips + FREQUENCY_WEIGHT * entry.logFrequency();
            found.add(new Ranked(near, entry, slips, rank));
          }
        });
    return found.stream()
        .sorted(Comparator.comparingDouble(Ranked::score).reversed())
        .filter(near -> !lexicon.areVariants(word, near.word))
        .limit(MOST)
        .map(near -> near.neighbourOf(word))
        .toList();
  }

  /** A word found, before what only the best of them need is looked up. */
  private record Ranked(String word, WordEntry entry, double slipLogProb, double score) {
    Neighbour neighbourOf(String typed) {
      int distance = EditAlignment.distance(typed, word);
      return new Neighbour(word, entry, slipLogProb, distance, score);
    }
  }
}
