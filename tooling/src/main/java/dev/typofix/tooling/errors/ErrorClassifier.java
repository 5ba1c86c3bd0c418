package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Inflections;
import dev.typofix.corrector.lexicon.EditAlignment;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the kind of an error from what was typed and what was meant. Immutable, thread-safe. */
public final class ErrorClassifier {

  private static final Pattern WORDS = Pattern.compile("[a-z']+( [a-z']+)?");
  private static final List<String> ARTICLES = List.of("a", "an", "the");
  private static final int MOST_SLIPS = 3;

  private final Lexicon lexicon;
  private final Homophones homophones;

  public ErrorClassifier(Lexicon lexicon) {
    this.lexicon = lexicon;
    this.homophones = new Homophones(lexicon);
  }

  /**
   * The kind of an error; empty if it is of none: a change of letter case, of more than two words
   * or of style.
   *
   * @param typed one word or two with a blank between, or nothing
   * @param meant the same
   */
  public Optional<ErrorKind> classify(String typed, String meant) {
    String wrong = typed.toLowerCase(Locale.ROOT).replace('’', '\'');
    String right = meant.toLowerCase(Locale.ROOT).replace('’', '\'');
    if (wrong.isEmpty() && ARTICLES.contains(right)) {
      return Optional.of(ErrorKind.ARTICLE);
    }
    if (wrong.equals(right) || !WORDS.matcher(wrong).matches() || !WORDS.matcher(right).matches()) {
      return Optional.empty();
    }
    if (wrong.equals(right + " " + right)) {
      return Optional.of(ErrorKind.REPEATED_WORD);
    }
    if (wrong.indexOf(' ') >= 0 || right.indexOf(' ') >= 0) {
      return ofSpaces(wrong, right);
    }
    if (ARTICLES.contains(wrong) && ARTICLES.contains(right)) {
      return Optional.of(ErrorKind.ARTICLE);
    }
    if (homophones.contains(wrong, right)) {
      return Optional.of(ErrorKind.HOMOPHONE);
    }
    if (wrong.replace("'", "").equals(right.replace("'", ""))) {
      return Optional.of(ErrorKind.APOSTROPHE);
    }
    return isWord(wrong) && isWord(right) ? ofWords(wrong, right) : ofNonWord(wrong, right);
  }

  private static Optional<ErrorKind> ofSpaces(String wrong, String right) {
    if (!wrong.replace(" ", "").equals(right.replace(" ", ""))) {
      return Optional.empty();
    }
    if (right.indexOf(' ') < 0) {
      return Optional.of(ErrorKind.SPLIT_WORD);
    }
    return Optional.of(wrong.indexOf(' ') < 0 ? ErrorKind.JOINED_WORDS : ErrorKind.MOVED_LETTER);
  }

  /** Words that have little in common were exchanged for their meaning, not mixed up. */
  private static Optional<ErrorKind> ofWords(String wrong, String right) {
    if (Inflections.formsOf(right).contains(wrong) || IrregularForms.areForms(wrong, right)) {
      return Optional.of(ErrorKind.INFLECTION);
    }
    int distance = EditAlignment.distance(wrong, right);
    boolean alike = distance == 1 || 2 * distance <= Math.max(wrong.length(), right.length());
    return alike ? Optional.of(ErrorKind.CONFUSION) : Optional.empty();
  }

  private Optional<ErrorKind> ofNonWord(String wrong, String right) {
    int distance = EditAlignment.distance(wrong, right);
    if (distance == 1) {
      return Optional.of(ofSlip(wrong, right));
    }
    if (PhoneticRules.explains(wrong, right)) {
      return Optional.of(ErrorKind.PHONETIC);
    }
    if (distance == 2 || (distance == MOST_SLIPS && right.length() > 2 * MOST_SLIPS)) {
      return Optional.of(ErrorKind.TWO_SLIPS);
    }
    return lexicon.corrections(wrong).contains(right)
        ? Optional.of(ErrorKind.MISSPELLING)
        : Optional.empty();
  }

  /** The kind of a single slip. */
  static ErrorKind ofSlip(String wrong, String right) {
    int place = Arrays.mismatch(wrong.toCharArray(), right.toCharArray());
    if (wrong.length() < right.length()) {
      return ErrorKind.DROPPED_CHARACTER;
    }
    if (wrong.length() > right.length()) {
      char typed = wrong.charAt(place);
      boolean doubled = place > 0 && wrong.charAt(place - 1) == typed;
      return doubled ? ErrorKind.DOUBLED_CHARACTER : ErrorKind.INSERTED_CHARACTER;
    }
    char typed = wrong.charAt(place);
    char meant = right.charAt(place);
    if (place + 1 < right.length()
        && wrong.charAt(place + 1) == meant
        && right.charAt(place + 1) == typed) {
      return ErrorKind.TRANSPOSED_CHARACTERS;
    }
    if (PhoneticRules.explains(wrong, right)) {
      return ErrorKind.PHONETIC;
    }
    return KeyboardLayout.QWERTY.neighbours(meant).indexOf(typed) >= 0
        ? ErrorKind.KEYBOARD_NEIGHBOUR
        : ErrorKind.WRONG_CHARACTER;
  }

  private boolean isWord(String lower) {
    return lexicon.entry(lower).map(e -> e.status() != WordEntry.Status.WEAK).orElse(false);
  }
}
