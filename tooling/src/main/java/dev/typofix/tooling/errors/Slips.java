package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.lexicon.EditAlignment;
import dev.typofix.corrector.lexicon.TypingErrorModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Slips of the fingers within a word. Of several that chance proposes, the one is taken that people
 * make oftener, by the lexicon's model of typing errors. Thread-safe.
 */
final class Slips {

  /** So many proposals are weighed against each other. */
  private static final int PROPOSALS = 8;

  /** The same where any letter may be typed. */
  private static final int PROPOSALS_OF_ANY_LETTER = 24;

  /** Share of the slips that are taken from the lists, where a word has listed ones of the kind. */
  private static final double LISTED_SHARE = 0.4;

  private static final int SHORTEST = 3;
  private static final String LETTERS = "eeeeettttaaaooiinnsshhrrdllcumwfgypbvkjxqz";
  private static final List<ErrorKind> SINGLE =
      List.of(
          ErrorKind.DROPPED_CHARACTER,
          ErrorKind.TRANSPOSED_CHARACTERS,
          ErrorKind.DOUBLED_CHARACTER,
          ErrorKind.DROPPED_CHARACTER,
          ErrorKind.PHONETIC,
          ErrorKind.INSERTED_CHARACTER);

  private final WordKnowledge words;
  private final WrongForms forms;
  private final TypingErrorModel model;

  /** The listed single slips of words that were looked up, by kind. */
  private final Map<String, Map<ErrorKind, List<String>>> byKind = new ConcurrentHashMap<>();

  Slips(WordKnowledge words, WrongForms forms) {
    this.words = words;
    this.forms = forms;
    this.model = words.lexicon().typingErrors();
  }

  /** A word in lower case with a slip of a kind; null if it does not have one that is no word. */
  @Nullable String make(
      ErrorKind kind, String word, KeyboardLayout keyboard, RandomGenerator random) {
    if (word.length() < SHORTEST) {
      return null;
    }
    if (kind == ErrorKind.TWO_SLIPS) {
      return twoSlips(word, keyboard, random);
    }
    if (kind != ErrorKind.KEYBOARD_NEIGHBOUR && random.nextDouble() < LISTED_SHARE) {
      String listed = listed(kind, word, random);
      if (listed != null) {
        return listed;
      }
    }
    return likeliest(kind, word, keyboard, random);
  }

  /** A misspelling that people have made, the likelier ones more often; null if none is known. */
  @Nullable String misspelling(Word place, RandomGenerator random) {
    String word = place.lower();
    List<String> listed = forms.misspellings(word);
    if (listed.isEmpty() || !words.takesTurn(place, random)) {
      return null;
    }
    Choice choice = new Choice(random);
    for (int i = 0; i < Math.min(PROPOSALS, listed.size()); i++) {
      String typed = listed.get(random.nextInt(listed.size()));
      choice.offer(typed, Math.exp(model.logProb(typed, word) / 2));
    }
    return nonWord(choice.chosen);
  }

  private @Nullable String listed(ErrorKind kind, String word, RandomGenerator random) {
    List<String> typed =
        byKind.computeIfAbsent(word, this::sortByKind).getOrDefault(kind, List.of());
    return typed.isEmpty() ? null : nonWord(typed.get(random.nextInt(typed.size())));
  }

  private Map<ErrorKind, List<String>> sortByKind(String word) {
    Map<ErrorKind, List<String>> sorted = new EnumMap<>(ErrorKind.class);
    for (String typed : forms.misspellings(word)) {
      if (EditAlignment.distance(typed, word) == 1) {
        ErrorKind kind = ErrorClassifier.ofSlip(typed, word);
        sorted.computeIfAbsent(kind, key -> new ArrayList<>(2)).add(typed);
      }
    }
    return sorted;
  }

  private @Nullable String nonWord(@Nullable String typed) {
    return typed == null || words.isWord(typed) ? null : typed;
  }

  private @Nullable String twoSlips(String word, KeyboardLayout keyboard, RandomGenerator random) {
    if (word.length() < 2 * SHORTEST) {
      return null;
    }
    String first = likeliest(SINGLE.get(random.nextInt(SINGLE.size())), word, keyboard, random);
    if (first == null) {
      return null;
    }
    String second = likeliest(SINGLE.get(random.nextInt(SINGLE.size())), first, keyboard, random);
    return second == null || EditAlignment.distance(second, word) < 2 ? null : second;
  }

  private @Nullable String likeliest(
      ErrorKind kind, String word, KeyboardLayout keyboard, RandomGenerator random) {
    Choice choice = new Choice(random);
    boolean any = kind == ErrorKind.WRONG_CHARACTER || kind == ErrorKind.INSERTED_CHARACTER;
    for (int i = 0; i < (any ? PROPOSALS_OF_ANY_LETTER : PROPOSALS); i++) {
      String typed = propose(kind, word, keyboard, random);
      if (typed != null && !typed.equals(word) && typed.length() > 1) {
        choice.offer(typed, Math.exp(model.logProb(typed, word)));
      }
    }
    return nonWord(choice.chosen);
  }

  private static @Nullable String propose(
      ErrorKind kind, String word, KeyboardLayout keyboard, RandomGenerator random) {
    int i = random.nextInt(word.length());
    if (i == 0 && random.nextInt(3) > 0) {
      return null; // first letters are seldom wrong
    }
    return switch (kind) {
      case DROPPED_CHARACTER -> word.substring(0, i) + word.substring(i + 1);
      case DOUBLED_CHARACTER -> isDoubled(word, i) ? null : insert(word, i, word.charAt(i));
      case INSERTED_CHARACTER -> inserted(word, i, keyboard, random);
      case TRANSPOSED_CHARACTERS ->
          i == 0 ? null : replace(word, i - 1, "" + word.charAt(i) + word.charAt(i - 1));
      case KEYBOARD_NEIGHBOUR -> {
        String near = keyboard.neighbours(word.charAt(i));
        yield near.isEmpty() ? null : replace(word, i, pick(near, random));
      }
      case WRONG_CHARACTER -> wrong(word, i, random);
      case PHONETIC -> PhoneticRules.respell(word, random);
      default -> throw new IllegalArgumentException(kind + " is no slip");
    };
  }

  private static @Nullable String inserted(
      String word, int i, KeyboardLayout keyboard, RandomGenerator random) {
    String near = keyboard.neighbours(word.charAt(i));
    boolean beside = !near.isEmpty() && random.nextInt(3) > 0;
    char letter = (beside ? pick(near, random) : pick(LETTERS, random)).charAt(0);
    int place = i + random.nextInt(2);
    boolean doubles =
        (place > 0 && word.charAt(place - 1) == letter)
            || (place < word.length() && word.charAt(place) == letter);
    return doubles ? null : insert(word, place, letter);
  }

  private static @Nullable String wrong(String word, int i, RandomGenerator random) {
    String letter = pick(LETTERS, random);
    String typed = replace(word, i, letter);
    boolean otherKind =
        typed.equals(word)
            || !Character.isLetter(word.charAt(i))
            || KeyboardLayout.QWERTY.neighbours(word.charAt(i)).contains(letter)
            || PhoneticRules.explains(typed, word);
    return otherKind ? null : typed;
  }

  private static boolean isDoubled(String word, int i) {
    char letter = word.charAt(i);
    return letter == '\''
        || (i > 0 && word.charAt(i - 1) == letter)
        || (i + 1 < word.length() && word.charAt(i + 1) == letter);
  }

  private static String insert(String word, int place, char letter) {
    return word.substring(0, place) + letter + word.substring(place);
  }

  private static String replace(String word, int place, String letters) {
    return word.substring(0, place) + letters + word.substring(place + letters.length());
  }

  private static String pick(String letters, RandomGenerator random) {
    int i = random.nextInt(letters.length());
    return letters.substring(i, i + 1);
  }

  /** Chooses one of what is offered, by weight, without keeping the rest. */
  private static final class Choice {
    private final RandomGenerator random;
    private double total;
    private @Nullable String chosen;

    Choice(RandomGenerator random) {
      this.random = random;
    }

    void offer(String text, double weight) {
      total += weight;
      if (random.nextDouble() * total < weight) {
        chosen = text;
      }
    }
  }
}
