package dev.typofix.corrector.decision;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a word's form tells of its part in a sentence: function words by lists, others by their
 * endings. The order is that of the feature's values, like beside like: another order needs a new
 * calibration.
 */
enum WordClass {
  /** No word: the text begins or ends here. */
  NONE,
  INDEFINITE_ARTICLE("a an"),
  DEFINITE_ARTICLE("the"),
  SINGULAR_POINTER("this that each every another either neither"),
  PLURAL_POINTER("these those all both many several few most two three four multiple various"),
  OTHER_DETERMINER("any some no other such more less same only"),
  POSSESSIVE_PRONOUN("my your his its our their whose"),
  PLURAL_PRONOUN("i you we they"),
  SINGULAR_PRONOUN("he she it"),
  RELATIVE_PRONOUN("who which what where there here"),
  SINGULAR_BE("is was am"),
  PLURAL_BE("are were"),
  OTHER_BE("be been being"),
  SINGULAR_HAVE("has"),
  OTHER_HAVE("have had having"),
  TO("to"),
  MODAL(
      "can could will would should must may might do does did don't doesn't didn't can't couldn't"
          + " won't wouldn't shouldn't cannot let let's"),
  NOT("not never also then"),
  PREPOSITION(
      "of in on for with by from at as into than about over under between through without within"
          + " via per after before during until onto upon"),
  CONJUNCTION("and or but nor if when while because since so whether though although unless"),
  NUMBER,
  COMMA,
  STOP,
  CODE_OR_QUOTE,
  OPENING,
  OTHER_MARK,
  NEGATED,
  POSSESSIVE,
  ING_ENDING,
  ED_ENDING,
  LY_ENDING,
  ER_ENDING,
  ION_ENDING,
  S_ENDING,
  OTHER_WORD;

  private static final Map<String, WordClass> FUNCTION_WORDS = new HashMap<>();

  static {
    for (WordClass wordClass : values()) {
      for (String word : wordClass.words.split(" ", -1)) {
        FUNCTION_WORDS.put(word, wordClass);
      }
    }
  }

  private final String words;

  WordClass() {
    this("");
  }

  WordClass(String words) {
    this.words = words;
  }

  /** The class of a word, a number or a mark. */
  static WordClass of(String token) {
    if (token.isEmpty()) {
      return NONE;
    }
    if (!Character.isLetter(token.charAt(0))) {
      return ofMark(token.charAt(0));
    }
    String word = token.toLowerCase(Locale.ROOT).replace('’', '\'');
    WordClass known = FUNCTION_WORDS.get(word);
    return known != null ? known : ofEnding(word);
  }

  private static WordClass ofMark(char mark) {
    if (Character.isDigit(mark)) {
      return NUMBER;
    }
    return switch (mark) {
      case ',', ';' -> COMMA;
      case '.', '!', '?', ':' -> STOP;
      case '`', '"', '\'' -> CODE_OR_QUOTE;
      case '(', '[', '{' -> OPENING;
      default -> OTHER_MARK;
    };
  }

  private static WordClass ofEnding(String word) {
    if (word.endsWith("n't")) {
      return NEGATED;
    } else if (word.endsWith("'s") || word.endsWith("s'")) {
      return POSSESSIVE;
    } else if (word.endsWith("ing")) {
      return ING_ENDING;
    } else if (word.endsWith("ed")) {
      return ED_ENDING;
    } else if (word.endsWith("ly")) {
      return LY_ENDING;
    } else if (word.endsWith("er")) {
      return ER_ENDING;
    } else if (word.endsWith("ion")) {
      return ION_ENDING;
    }
    return word.endsWith("s") && !word.endsWith("ss") ? S_ENDING : OTHER_WORD;
  }
}
