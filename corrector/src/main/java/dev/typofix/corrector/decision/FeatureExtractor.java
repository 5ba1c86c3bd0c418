package dev.typofix.corrector.decision;

import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.candidate.Candidate.Source;
import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.ngram.NgramTokens;
import dev.typofix.corrector.sentence.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Describes the judged edits of one sentence in numbers. Used by one thread. */
public final class FeatureExtractor {

  private static final int COUNT = Feature.values().length;

  private final Lexicon lexicon;
  private final NgramModel ngrams;
  private final NgramTokens tokens;
  private final Surroundings surroundings;
  private final Sentence sentence;
  private final List<Word> words;
  private final List<JudgedEdit> edits;
  private final double unknownWords;
  private final double codeShare;

  public FeatureExtractor(
      Lexicon lexicon,
      NgramModel ngrams,
      Sentence sentence,
      List<Word> words,
      List<JudgedEdit> edits) {
    this.lexicon = lexicon;
    this.ngrams = ngrams;
    this.tokens = NgramTokens.of(sentence.text());
    this.surroundings = new Surroundings(sentence.text());
    this.sentence = sentence;
    this.words = words;
    this.edits = edits;
    this.unknownWords = words.stream().filter(word -> !word.isKnown()).count();
    int letters = words.stream().mapToInt(Word::length).sum();
    long blanks = sentence.text().chars().filter(c -> c == ' ').count();
    this.codeShare = 1 - (letters + blanks) / (double) sentence.text().length();
  }

  /** The features of one of the edits, in the order of {@link Feature}. */
  public float[] extract(JudgedEdit edit) {
    Vector vector = new Vector();
    addScores(edit, vector);
    addWords(edit.candidate(), vector);
    addSource(edit.candidate(), vector);
    addNgrams(edit.candidate(), vector);
    addSurroundings(edit.candidate(), vector);
    addPlace(edit.candidate(), vector);
    return vector.values;
  }

  private void addScores(JudgedEdit edit, Vector vector) {
    double bestOther = Double.NEGATIVE_INFINITY;
    int rivals = 0;
    for (JudgedEdit other : edits) {
      if (!other.equals(edit) && overlap(other.candidate(), edit.candidate())) {
        bestOther = Math.max(bestOther, other.score().logOdds());
        rivals++;
      }
    }
    double logOdds = edit.score().logOdds();
    vector.set(Feature.LOG_ODDS, logOdds);
    vector.set(Feature.EDIT_LOG_PROB, edit.score().editLogProb());
    vector.set(Feature.COPY_LOG_PROB, edit.score().copyLogProb());
    vector.set(Feature.CONTEXT_GAIN, edit.score().contextGain());
    vector.set(Feature.LOWEST_COPY_LOG_PROB, edit.lowestCopyLogProb());
    vector.set(Feature.MARGIN, rivals == 0 ? 20 : Math.min(20, logOdds - bestOther));
    vector.set(Feature.BELOW_BEST, rivals == 0 ? 0 : Math.min(0, logOdds - bestOther));
    vector.set(Feature.RIVALS, rivals);
  }

  private static boolean overlap(Candidate a, Candidate b) {
    return a.first() <= b.last() && b.first() <= a.last();
  }

  private void addWords(Candidate candidate, Vector vector) {
    Word first = words.get(candidate.first());
    Word last = words.get(candidate.last());
    vector.set(Feature.TYPED_STATUS, Math.min(status(first.entry()), status(last.entry())));
    vector.set(Feature.TYPED_KNOWN, first.isKnown() && last.isKnown());
    vector.set(Feature.TYPED_SCOWL_LEVEL, Math.max(level(first.entry()), level(last.entry())));
    vector.set(
        Feature.TYPED_GENERAL_FREQUENCY, Math.max(general(first.entry()), general(last.entry())));
    vector.set(
        Feature.TYPED_TECHNICAL_FREQUENCY,
        Math.max(technical(first.entry()), technical(last.entry())));
    vector.set(Feature.TYPED_LENGTH, candidate.end() - candidate.start());
    int level = 0;
    int general = 0;
    int technical = 0;
    for (String part : candidate.replacement().toLowerCase(Locale.ROOT).split(" ", -1)) {
      Optional<WordEntry> entry = entry(part);
      level = Math.max(level, level(entry));
      general = Math.max(general, general(entry));
      technical = Math.max(technical, technical(entry));
    }
    vector.set(Feature.REPLACEMENT_SCOWL_LEVEL, level);
    vector.set(Feature.REPLACEMENT_GENERAL_FREQUENCY, general);
    vector.set(Feature.REPLACEMENT_TECHNICAL_FREQUENCY, technical);
  }

  private Optional<WordEntry> entry(String word) {
    Optional<WordEntry> entry = lexicon.entry(word);
    boolean possessive = entry.isEmpty() && word.endsWith("'s");
    return possessive ? lexicon.entry(word.substring(0, word.length() - 2)) : entry;
  }

  private static int status(Optional<WordEntry> entry) {
    return entry
        .map(
            e ->
                switch (e.status()) {
                  case WEAK -> 1;
                  case NAME -> 2;
                  case ACCEPTED -> 3;
                })
        .orElse(0);
  }

  /** The SCOWL level; a word that SCOWL lacks counts as rarer than all. */
  private static int level(Optional<WordEntry> entry) {
    return entry.map(e -> e.scowlLevel() == 0 ? 10 : e.scowlLevel()).orElse(10);
  }

  private static int general(Optional<WordEntry> entry) {
    return entry.map(WordEntry::generalFrequency).orElse(WordEntry.NEVER_SEEN);
  }

  private static int technical(Optional<WordEntry> entry) {
    return entry.map(WordEntry::technicalFrequency).orElse(WordEntry.NEVER_SEEN);
  }

  private void addSource(Candidate candidate, Vector vector) {
    String typed = sentence.text().substring(candidate.start(), candidate.end());
    String from = typed.toLowerCase(Locale.ROOT);
    String to = candidate.replacement().toLowerCase(Locale.ROOT);
    Source source = candidate.source();
    vector.set(Feature.SLIP_LOG_PROB, candidate.slipLogProb());
    vector.set(Feature.EDIT_DISTANCE, candidate.editDistance());
    vector.set(Feature.FROM_MISSPELLINGS, source == Source.MISSPELLING);
    vector.set(Feature.CORRECTIONS, Math.log1p(lexicon.correctionCount(from, to)));
    vector.set(Feature.FROM_INFLECTIONS, source == Source.INFLECTION);
    vector.set(Feature.FROM_MODEL, source == Source.MODEL);
    vector.set(Feature.IS_SPLIT, to.contains(" ") && !from.contains(" "));
    vector.set(Feature.IS_JOIN, source == Source.JOIN);
    vector.set(Feature.IS_MOVED_LETTER, source == Source.MOVED_LETTER);
    vector.set(Feature.IS_REPETITION, source == Source.REPEATED);
    vector.set(Feature.IS_LETTER_CASE, from.equals(to));
    vector.set(Feature.BLANK_ADVANTAGE, blankAdvantage(from, to));
    boolean both = !from.isEmpty() && !to.isEmpty();
    vector.set(Feature.FIRST_LETTER_CHANGES, both && from.charAt(0) != to.charAt(0));
    vector.set(
        Feature.LAST_LETTER_CHANGES,
        both && from.charAt(from.length() - 1) != to.charAt(to.length() - 1));
    vector.set(Feature.ONLY_FINAL_S, (from + "s").equals(to) || (to + "s").equals(from));
  }

  /**
   * In decibels: the frequency of the text after the edit less that before it; 0 if none is known.
   */
  private int blankAdvantage(String from, String to) {
    if (from.contains(" ") && from.replace(" ", "").equals(to)) {
      return lexicon.pairFrequency(from) - joinedFrequency(to);
    }
    if (to.contains(" ") && to.replace(" ", "").equals(from)) {
      return joinedFrequency(from) - lexicon.pairFrequency(to);
    }
    return 0;
  }

  private int joinedFrequency(String word) {
    Optional<WordEntry> entry = entry(word);
    return Math.min(general(entry), technical(entry));
  }

  private void addNgrams(Candidate candidate, Vector vector) {
    NgramModel.Stretch typed = ngrams.typed(tokens, candidate.start(), candidate.end());
    NgramModel.Stretch edited =
        ngrams.edited(tokens, candidate.start(), candidate.end(), candidate.replacement());
    vector.set(Feature.NGRAM_GAIN, edited.logProb() - typed.logProb());
    vector.set(Feature.NGRAM_EDITED, edited.logProb());
    vector.set(Feature.NGRAM_TYPED, typed.logProb());
    vector.set(Feature.NGRAM_TYPED_ORDER, typed.meanOrder());
    vector.set(Feature.NGRAM_EDITED_ORDER, edited.meanOrder());
    vector.set(Feature.NGRAM_TYPED_BEST_ORDER, typed.bestOrder());
    vector.set(Feature.NGRAM_EDITED_BEST_ORDER, edited.bestOrder());
  }

  private void addSurroundings(Candidate candidate, Vector vector) {
    int start = candidate.start();
    int end = candidate.end();
    String replacement = candidate.replacement();
    vector.set(Feature.CLASS_TWO_BEFORE, surroundings.before(start, 2));
    vector.set(Feature.CLASS_BEFORE, surroundings.before(start, 1));
    vector.set(Feature.CLASS_AFTER, surroundings.after(end, 1));
    vector.set(Feature.CLASS_TWO_AFTER, surroundings.after(end, 2));
    vector.set(Feature.TYPED_CLASS, WordClass.of(sentence.text().substring(start, end).strip()));
    vector.set(Feature.REPLACEMENT_CLASS, WordClass.of(replacement));
    vector.set(
        Feature.REPLACEMENT_ELSEWHERE,
        surroundings.countElsewhere(replacement.toLowerCase(Locale.ROOT), start, end));
  }

  private void addPlace(Candidate candidate, Vector vector) {
    Word first = words.get(candidate.first());
    String text = sentence.text();
    char before = first.start() > 0 ? text.charAt(first.start() - 1) : ' ';
    char after = candidate.end() < text.length() ? text.charAt(candidate.end()) : ' ';
    vector.set(
        Feature.SHAPE,
        switch (first.shape()) {
          case LOWER -> 0;
          case CAPITALIZED -> 1;
          case UPPER -> 2;
          case MIXED -> 3;
        });
    vector.set(Feature.AT_START, candidate.first() == 0);
    vector.set(Feature.AT_HYPHEN, before == '-' || after == '-');
    vector.set(
        Feature.AT_SYMBOL, " (-\"'“‘".indexOf(before) < 0 || " .,;:!?)-\"'”’".indexOf(after) < 0);
    vector.set(Feature.AT_QUOTE, "\"'“‘".indexOf(before) >= 0 || "\"'”’".indexOf(after) >= 0);
    vector.set(Feature.SENTENCE_WORDS, Math.min(60, words.size()));
    int touched = candidate.last() - candidate.first() + 1;
    double unknownHere = first.isKnown() ? 0 : 1;
    double others = Math.max(1, words.size() - touched);
    vector.set(Feature.UNKNOWN_SHARE, Math.max(0, unknownWords - unknownHere) / others);
    vector.set(Feature.CODE_SHARE, codeShare);
    double same = words.stream().filter(word -> word.lower().equals(first.lower())).count() - 1.0;
    vector.set(Feature.SAME_TYPED, same);
  }

  /** A feature vector in the making. */
  private static final class Vector {
    private final float[] values = new float[COUNT];

    @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the vector
    void set(Feature feature, double value) {
      values[feature.ordinal()] = (float) value;
    }

    @SuppressWarnings("EnumOrdinal") // so are those of the word classes
    void set(Feature feature, WordClass value) {
      set(feature, value.ordinal());
    }

    void set(Feature feature, boolean value) {
      set(feature, value ? 1 : 0);
    }
  }
}
