package dev.typofix.corrector.candidate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which indefinite article goes with what follows it, by how its first letters are pronounced. A
 * doubt, not a rule: what is read in two ways is left to the model.
 */
final class Articles {

  /** What follows an article, behind a blank and opening marks: code and quotations count, too. */
  private static final Pattern NEXT = Pattern.compile("\\s+[\"'`“‘(\\[*_:]{0,4}(\\p{L}+)");

  private static final String VOWELS = "AEIOU";

  /** A vowel that is read as a consonant: a unit, a user, a European one. */
  private static final Pattern CONSONANT_SOUND =
      Pattern.compile("(?i)(?:uni(?![nm])|us[aeiu]|ut[ie]|ubi|ura|eu|ew|one(?!rous)|once).*");

  /** A letter that is not read: an hour. */
  private static final Pattern SILENT_LETTER = Pattern.compile("(?i)(?:hour|honest|hono|heir).*");

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
    boolean vowel = soundsLikeVowel(word, first);
    boolean spelt = acronym && VOWEL_NAMES.indexOf(first) >= 0;
    boolean fits = article.equals("an") ? vowel || spelt : !vowel || (acronym && !spelt);
    // Acronyms are read as words or letter by letter: both are worth a look.
    boolean ambiguous = acronym && vowel != spelt;
    return fits && !ambiguous ? Optional.empty() : Optional.of(article.equals("a") ? "an" : "a");
  }

  private static boolean soundsLikeVowel(String word, char first) {
    return VOWELS.indexOf(first) >= 0
        ? !CONSONANT_SOUND.matcher(word).matches()
        : SILENT_LETTER.matcher(word).matches();
  }
}
