package dev.typofix.corrector.candidate;

import dev.typofix.corrector.candidate.Candidate.Source;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;

/** Edits of the blanks between words: splits, joins, letters on the wrong side, repetitions. */
final class SpacingCandidates {

  /** Parts of a split are at least this frequent: log10 of their share of running text. */
  private static final double RAREST_PART = -4.9;

  /** Joined words are at least this frequent. */
  private static final double RAREST_JOIN = -7;

  private static final Set<String> PREFIXES =
      Set.of("sub", "non", "pre", "re", "un", "multi", "micro", "meta", "over", "under", "inter");

  private static final double ADDED_OR_LOST_BLANK = -6;
  private static final double MOVED_BLANK = -7;
  private static final int MOST_SPLITS = 3;

  private final Lexicon lexicon;
  private final LetterCase letterCase;

  SpacingCandidates(Lexicon lexicon, LetterCase letterCase) {
    this.lexicon = lexicon;
    this.letterCase = letterCase;
  }

  /** log10 of the rarest word's share of running text; empty if one is no accepted word. */
  static OptionalDouble logFrequency(Lexicon lexicon, String text) {
    double rarest = 0;
    for (String word : text.split(" ", -1)) {
      WordEntry entry = lexicon.entry(word).orElse(null);
      if (entry == null || entry.status() == WordEntry.Status.WEAK) {
        return OptionalDouble.empty();
      }
      rarest = Math.min(rarest, entry.logFrequency());
    }
    return OptionalDouble.of(rarest);
  }

  /** Places where a blank may be missing in a word, the most frequent parts first. */
  void addSplits(Word word, BiConsumer<String, Source> add) {
    record Split(String text, double score) {}
    List<Split> splits = new ArrayList<>();
    String lower = word.lower();
    for (int i = 1; i < lower.length(); i++) {
      String left = lower.substring(0, i);
      String right = lower.substring(i);
      double frequency = partFrequency(left) + partFrequency(right);
      if (frequency > 2 * RAREST_PART) {
        splits.add(new Split(left + " " + right, frequency));
      }
    }
    splits.stream()
        .sorted(Comparator.comparingDouble(Split::score).reversed())
        .limit(MOST_SPLITS)
        .forEach(split -> add.accept(split.text(), Source.SPLIT));
  }

  /** Places where a known word is two words that are usual side by side: {@code setup}. */
  void addKnownSplits(Word word, BiConsumer<String, Source> add) {
    String lower = word.lower();
    for (int i = 1; i < lower.length(); i++) {
      String pair = lower.substring(0, i) + " " + lower.substring(i);
      if (lexicon.pairFrequency(pair) < WordEntry.NEVER_SEEN) {
        add.accept(pair, Source.SPLIT);
      }
    }
  }

  private double partFrequency(String part) {
    if (part.length() == 1 && !part.equals("a") && !part.equals("i")) {
      return Double.NEGATIVE_INFINITY;
    }
    double frequency = logFrequency(lexicon, part).orElse(Double.NEGATIVE_INFINITY);
    return frequency < RAREST_PART ? Double.NEGATIVE_INFINITY : frequency;
  }

  /** Edits of a word and the next one together, if a single blank parts them. */
  void addPairs(Sentence sentence, List<Word> words, int index, List<Candidate> candidates) {
    if (index + 1 >= words.size()) {
      return;
    }
    Word left = words.get(index);
    Word right = words.get(index + 1);
    if (!isSingleBlankBetween(sentence, left, right)) {
      return;
    }
    String joined = left.lower() + right.lower();
    boolean word = logFrequency(lexicon, joined).orElse(-9) > RAREST_JOIN;
    if (word || PREFIXES.contains(left.lower())) {
      add(left, right, index, joined, Source.JOIN, candidates);
    }
    if (right.length() > 1) {
      addMoved(left, right, index, left.length() + 1, candidates);
    }
    if (left.length() > 1) {
      addMoved(left, right, index, left.length() - 1, candidates);
    }
    for (Lexicon.Confusion confusion : lexicon.confusions(left.lower() + " " + right.lower())) {
      add(left, right, index, confusion.meant(), Source.JOIN, candidates);
    }
  }

  private static boolean isSingleBlankBetween(Sentence sentence, Word left, Word right) {
    return right.start() == left.end() + 1 && sentence.text().charAt(left.end()) == ' ';
  }

  private void addMoved(Word left, Word right, int index, int blank, List<Candidate> candidates) {
    String joined = left.lower() + right.lower();
    String first = joined.substring(0, blank);
    String second = joined.substring(blank);
    boolean likely = partFrequency(first) > RAREST_PART && partFrequency(second) > RAREST_PART;
    if (likely) {
      add(left, right, index, first + " " + second, Source.MOVED_LETTER, candidates);
    }
  }

  private void add(
      Word left, Word right, int index, String lower, Source source, List<Candidate> candidates) {
    String replacement = letterCase.like(left, lower);
    boolean known =
        candidates.stream()
            .anyMatch(
                c ->
                    c.start() == left.start()
                        && c.end() == right.end()
                        && c.replacement().equals(replacement));
    if (!known) {
      double slips = source == Source.JOIN ? ADDED_OR_LOST_BLANK : MOVED_BLANK;
      candidates.add(
          new Candidate(
              left.start(), right.end(), replacement, source, index, index + 1, slips, 1));
    }
  }

  /** The word, or the two words, that end here repeat what stands before them. */
  void addRepetitions(Sentence sentence, List<Word> words, int index, List<Candidate> candidates) {
    for (int length = 1; length <= 2 && length <= index; length++) {
      if (index - 2 * length + 1 >= 0
          && repeats(sentence, words, index, length)
          && !isChant(words, index)) {
        Word kept = words.get(index - length);
        Word last = words.get(index);
        candidates.add(
            new Candidate(
                kept.end(), last.end(), "", Source.REPEATED, index - length, index, -5, length));
      }
    }
  }

  /**
   * A word three times in a row stands there on purpose: {@code blah blah blah}, columns of data.
   */
  private static boolean isChant(List<Word> words, int index) {
    int same = 1;
    for (int i = index - 1; i >= 0 && words.get(i).lower().equals(words.get(index).lower()); i--) {
      same++;
    }
    for (int i = index + 1;
        i < words.size() && words.get(i).lower().equals(words.get(index).lower());
        i++) {
      same++;
    }
    return same > 2;
  }

  private static boolean repeats(Sentence sentence, List<Word> words, int index, int length) {
    for (int i = index - 2 * length + 2; i <= index; i++) {
      String between = sentence.text().substring(words.get(i - 1).end(), words.get(i).start());
      if (!between.isBlank()) {
        return false;
      }
    }
    boolean differ = false;
    for (int i = 0; i < length; i++) {
      Word second = words.get(index - i);
      Word first = words.get(index - length - i);
      if (!first.lower().equals(second.lower())) {
        return false;
      }
      differ |= i > 0 && !second.lower().equals(words.get(index).lower());
    }
    return length == 1 || differ;
  }
}
