package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What the lexicon says of the words that errors make. Immutable, thread-safe. */
final class WordKnowledge {

  private static final double UNSEEN = -9;

  /** In the unit of {@link WordEntry}. */
  private static final int FREQUENT = 27;

  private static final double RAREST_COMMON = -5.5;
  private static final int COMMON_LEVEL = 5;

  private final Lexicon lexicon;

  WordKnowledge(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  Lexicon lexicon() {
    return lexicon;
  }

  /** Whether a text in lower case is a word, so no misspelling. */
  boolean isWord(String lower) {
    return lexicon.entry(lower).map(e -> e.status() != WordEntry.Status.WEAK).orElse(false);
  }

  /** Whether a word in lower case is frequent enough that people type it for another. */
  boolean isUsual(String lower) {
    return lexicon.entry(lower).map(WordEntry::isProposable).orElse(false);
  }

  /** Whether a text in lower case is a word that everybody knows. */
  boolean isCommon(String lower) {
    return lexicon
        .entry(lower)
        .map(
            e ->
                e.status() == WordEntry.Status.ACCEPTED
                    && e.scowlLevel() > 0
                    && e.scowlLevel() <= COMMON_LEVEL
                    && e.logFrequency() > RAREST_COMMON)
        .orElse(false);
  }

  /**
   * Whether a word's turn has come: the most frequent words less often than they stand there, so
   * that not all mix-ups are of {@code of}, {@code to} and {@code is}.
   */
  boolean takesTurn(Word word, RandomGenerator random) {
    int frequency =
        word.entry()
            .map(e -> Math.min(e.generalFrequency(), e.technicalFrequency()))
            .orElse(WordEntry.NEVER_SEEN);
    return frequency >= FREQUENT
        || random.nextDouble() < Math.pow(10, (frequency - FREQUENT) / 10.0);
  }

  /** log10 of the word's share of running text; −9 if it is none. */
  double logFrequency(String lower) {
    return lexicon.entry(lower).map(WordEntry::logFrequency).orElse(UNSEEN);
  }

  /**
   * Whether a mix-up passes: always into words that are as frequent, less often into rarer ones.
   * {@code in} is not typed {@code inn} as often as {@code inn} is typed {@code in}.
   */
  boolean passes(String typed, String meant, RandomGenerator random) {
    double ratio = logFrequency(typed) - logFrequency(meant);
    return ratio >= 0 || random.nextDouble() < Math.pow(10, ratio * 0.7);
  }

  /** A lower-case text of one word or two with the capitals of the word that it stands for. */
  String inCaseOf(Word word, String lower) {
    String form = lower.startsWith("i'") || lower.equals("i") ? capitalize(lower) : lower;
    return switch (word.shape()) {
      case LOWER -> form;
      case UPPER -> word.length() == 1 ? capitalize(form) : form.toUpperCase(Locale.ROOT);
      case CAPITALIZED, MIXED -> capitalize(form);
    };
  }

  /** The second of two equal words: only a word that is always written so keeps its capital. */
  String inCaseOfRepetition(Word word, String typed) {
    boolean keeps = word.shape() != Word.Shape.CAPITALIZED || word.lower().equals("i");
    return keeps ? typed : lexicon.canonicalForm(typed.toLowerCase(Locale.ROOT));
  }

  private static String capitalize(String form) {
    return form.isEmpty()
        ? form
        : form.substring(0, 1).toUpperCase(Locale.ROOT) + form.substring(1);
  }
}
