package dev.typofix.corrector.candidate;

import dev.typofix.corrector.candidate.Word.Shape;
import dev.typofix.corrector.lexicon.Lexicon;
import java.util.Locale;

/** Gives a replacement the capitals of the word that it stands for. */
final class LetterCase {

  private final Lexicon lexicon;

  LetterCase(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * The replacement as it would be written in the word's place.
   *
   * @param lower one word or more in lower case
   */
  String like(Word word, String lower) {
    String[] parts = lower.split(" ", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = canonical(parts[i]);
    }
    String form = String.join(" ", parts);
    return switch (word.shape()) {
      case LOWER -> form;
      case UPPER -> word.length() == 1 ? capitalize(form) : form.toUpperCase(Locale.ROOT);
      case CAPITALIZED, MIXED -> capitalize(form);
    };
  }

  private String canonical(String lower) {
    if (lower.equals("i") || lower.startsWith("i'")) {
      return capitalize(lower);
    }
    return lexicon.canonicalForm(lower);
  }

  /** With a capital at its start, unless it has capitals of its own. */
  static String capitalize(String form) {
    boolean plain = form.isEmpty() || WordScanner.shape(form) != Shape.LOWER;
    return plain ? form : form.substring(0, 1).toUpperCase(Locale.ROOT) + form.substring(1);
  }
}
