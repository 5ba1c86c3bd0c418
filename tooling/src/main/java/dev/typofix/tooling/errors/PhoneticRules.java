package dev.typofix.tooling.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Spellings that sound alike, or nearly so. */
final class PhoneticRules {

  /** Where in a word a rule holds. */
  private enum Where {
    START,
    INSIDE,
    END,
    NOT_AT_START,
    /** Inside a word of five letters or more, after its first vowel. */
    UNSTRESSED
  }

  private record Rule(String from, String to, Where where) {

    boolean matches(String word, int offset) {
      if (!word.startsWith(from, offset)) {
        return false;
      }
      int end = offset + from.length();
      return switch (where) {
        case START -> offset == 0 && end < word.length();
        case INSIDE -> offset > 0 && end < word.length();
        case END -> offset > 1 && end == word.length();
        case NOT_AT_START -> offset > 0;
        case UNSTRESSED ->
            word.length() > 4 && end < word.length() && hasVowel(word.substring(0, offset));
      };
    }

    private static boolean hasVowel(String text) {
      return text.chars().anyMatch(c -> "aeiou".indexOf(c) >= 0);
    }

    String apply(String word, int offset) {
      return word.substring(0, offset) + to + word.substring(offset + from.length());
    }
  }

  private static final List<Rule> RULES = rules();

  private PhoneticRules() {}

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    bothWays(rules, Where.INSIDE, "ea ee", "i y");
    bothWays(rules, Where.NOT_AT_START, "tion sion", "ence ance", "ent ant", "ible able", "ce se");
    bothWays(rules, Where.NOT_AT_START, "ph f", "ci si", "ce ss", "z s");
    bothWays(rules, Where.NOT_AT_START, "ge je", "tch ch");
    bothWays(rules, Where.END, "er or", "ar er", "el le", "al le", "ys ies");
    bothWays(rules, Where.END, "ful full", "cal cle", "ise ice");
    bothWays(rules, Where.START, "wh w", "de di", "en in", "per pre");
    bothWays(rules, Where.START, "c k");
    bothWays(rules, Where.UNSTRESSED, "a e", "e i", "a i", "o a", "o e", "u o");
    for (String pair : List.of("ck k", "ck c", "sc s", "gu g", "qu q", "cq q", "ou u", "ght t")) {
      int blank = pair.indexOf(' ');
      rules.add(new Rule(pair.substring(0, blank), pair.substring(blank + 1), Where.NOT_AT_START));
    }
    for (String silent : List.of("kn n", "wr r", "ps s", "gn n")) {
      rules.add(new Rule(silent.substring(0, 2), silent.substring(3), Where.START));
    }
    rules.add(new Rule("ough", "uff", Where.END));
    rules.add(new Rule("ould", "uld", Where.END));
    rules.add(new Rule("tial", "cial", Where.END));
    rules.add(new Rule("cial", "tial", Where.END));
    rules.add(new Rule("cious", "tious", Where.END));
    return List.copyOf(rules);
  }

  private static void bothWays(List<Rule> rules, Where where, String... pairs) {
    for (String pair : pairs) {
      int blank = pair.indexOf(' ');
      String left = pair.substring(0, blank);
      String right = pair.substring(blank + 1);
      rules.add(new Rule(left, right, where));
      rules.add(new Rule(right, left, where));
    }
  }

  /** The word as it might be written by its sound; null if no rule holds. In lower case. */
  static @Nullable String respell(String word, RandomGenerator random) {
    String chosen = null;
    int seen = 0;
    for (Rule rule : RULES) {
      for (int i = word.indexOf(rule.from()); i >= 0; i = word.indexOf(rule.from(), i + 1)) {
        if (rule.matches(word, i) && random.nextInt(++seen) == 0) {
          chosen = rule.apply(word, i);
        }
      }
    }
    return chosen;
  }

  /** Whether one rule makes the one of the other. In lower case. */
  static boolean explains(String typed, String meant) {
    for (Rule rule : RULES) {
      for (int i = meant.indexOf(rule.from()); i >= 0; i = meant.indexOf(rule.from(), i + 1)) {
        if (rule.matches(meant, i) && rule.apply(meant, i).equals(typed)) {
          return true;
        }
      }
    }
    return false;
  }
}
