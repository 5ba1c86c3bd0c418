package dev.typofix.corrector.candidate;

import dev.typofix.corrector.candidate.Word.Shape;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the words of a sentence that may be judged: of English letters, outside protected spans.
 */
public final class WordScanner {

  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}](?:[\\p{L}\\p{M}]|['’](?=\\p{L}))*");
  private static final Pattern ENGLISH = Pattern.compile("[A-Za-z']+");
  private static final int LONGEST = 40;

  private final Lexicon lexicon;

  public WordScanner(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** The words in order. */
  public List<Word> scan(Sentence sentence) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(sentence.text());
    while (matcher.find()) {
      String typed = matcher.group().replace('’', '\'');
      if (typed.length() <= LONGEST
          && ENGLISH.matcher(typed).matches()
          && !touchesDigit(sentence.text(), matcher.start(), matcher.end())
          && !sentence.isProtected(matcher.start(), matcher.end())) {
        words.add(word(typed, matcher.start(), matcher.end()));
      }
    }
    return words;
  }

  private Word word(String typed, int start, int end) {
    String lower = typed.toLowerCase(Locale.ROOT);
    Optional<WordEntry> entry = lexicon.entry(lower);
    String base = lower;
    if (lower.endsWith("'s") && lower.length() > 2) {
      String stem = lower.substring(0, lower.length() - 2);
      Optional<WordEntry> stemEntry = lexicon.entry(stem);
      if (entry.isEmpty() && (stemEntry.isPresent() || stem.length() > 2)) {
        base = stem;
        entry = stemEntry;
      }
    }
    return new Word(start, end, typed, lower, base, shape(typed), entry);
  }

  private static boolean touchesDigit(String text, int start, int end) {
    return (start > 0 && isIdentifierPart(text.charAt(start - 1)))
        || (end < text.length() && isIdentifierPart(text.charAt(end)));
  }

  private static boolean isIdentifierPart(char c) {
    return Character.isDigit(c) || c == '_';
  }

  static Shape shape(String typed) {
    boolean first = Character.isUpperCase(typed.charAt(0));
    long upper = typed.chars().filter(Character::isUpperCase).count();
    if (upper == 0) {
      return Shape.LOWER;
    }
    if (first && upper == 1) {
      return Shape.CAPITALIZED;
    }
    long letters = typed.chars().filter(Character::isLetter).count();
    return upper == letters ? Shape.UPPER : Shape.MIXED;
  }
}
