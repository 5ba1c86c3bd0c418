package dev.typofix.corrector.candidate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which indefinite article goes with what follows it, by its first letter. A doubt, not a rule: an
 * hour, a user and the like are left to the model.
 */
final class Articles {

  /** What follows an article, behind a blank and opening marks: code and quotations count, too. */
  private static final Pattern NEXT = Pattern.compile("\\s+[\"'`“‘(\\[*_:]{0,4}(\\p{L}+)");

  private static final String VOWELS = "AEIOU";

  /** Letters whose names begin with a vowel: an SSH key. */
  private static final String VOWEL_NAMES = "AEFHILMNORSX";

  private Articles() {}

  /**
   * The article that may be meant instead.
   *
   * @param end where the article ends in the text
   * @param article {@code a} or {@code an}
   */
  static Optional<String> doubted(String text, int end, String article) {
    Matcher next = NEXT.matcher(text).region(end, text.length());
    if (!next.lookingAt()) {
      return Optional.empty();
    }
    String word = next.group(1);
    boolean acronym = word.length() > 1 && word.chars().allMatch(Character::isUpperCase);
    char first = Character.toUpperCase(word.charAt(0));
    boolean vowel = VOWELS.indexOf(first) >= 0;
    boolean spelt = acronym && VOWEL_NAMES.indexOf(first) >= 0;
    boolean fits = article.equals("an") ? vowel || spelt : !vowel || (acronym && !spelt);
    // Acronyms are read as words or letter by letter: both are worth a look.
    boolean ambiguous = acronym && vowel != spelt;
    return fits && !ambiguous ? Optional.empty() : Optional.of(article.equals("a") ? "an" : "a");
  }
}
