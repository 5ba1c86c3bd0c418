package dev.typofix.corrector.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence cut into words, numbers and single marks, to tell what stands around a place. */
final class Surroundings {

  private static final Pattern TOKEN = Pattern.compile("\\p{L}[\\p{L}'’]*|\\d+|\\S");

  private final List<Token> tokens = new ArrayList<>();

  private record Token(int start, int end, String lower, WordClass wordClass) {}

  Surroundings(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      String token = matcher.group();
      tokens.add(
          new Token(
              matcher.start(), matcher.end(), token.toLowerCase(Locale.ROOT), WordClass.of(token)));
    }
  }

  /**
   * The class of a token before an offset.
   *
   * @param distance 1 for the last that ends there or before it, 2 for the one before that
   */
  WordClass before(int offset, int distance) {
    return classAt(count(token -> token.end <= offset) - distance);
  }

  /**
   * The class of a token behind an offset.
   *
   * @param distance 1 for the first that begins there or behind it, 2 for the one after that
   */
  WordClass after(int offset, int distance) {
    return classAt(count(token -> token.start < offset) + distance - 1);
  }

  /** How many tokens a condition holds for, which holds for the first ones only. */
  private int count(Predicate<Token> condition) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(tokens.get(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private WordClass classAt(int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index).wordClass : WordClass.NONE;
  }

  /** How often a word stands outside a range. */
  int countElsewhere(String lower, int start, int end) {
    int count = 0;
    for (Token token : tokens) {
      boolean outside = token.end <= start || token.start >= end;
      count += outside && token.lower.equals(lower) ? 1 : 0;
    }
    return count;
  }
}
