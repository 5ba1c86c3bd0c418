package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Word;
import dev.typofix.tooling.errors.ErrorSource.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Blanks too many, too few or in the wrong place, and words typed twice. Immutable. */
final class SpacingErrors {

  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "the", "a", "an", "to", "of", "in", "is", "and", "that", "for", "be", "it", "with", "on",
          "this", "as", "are", "can", "you", "if", "will", "not", "have", "has", "or", "at", "by",
          "from", "was", "we", "which", "when", "but", "they", "so", "do", "does", "all", "any");

  private final WordKnowledge words;
  private final WrongForms forms;

  SpacingErrors(WordKnowledge words, WrongForms forms) {
    this.words = words;
    this.forms = forms;
  }

  /** {@code white space}, {@code to gether}: mostly between parts that are words. */
  @Nullable Typed split(ProseText text, int index, RandomGenerator random) {
    Word word = text.words().get(index);
    if (FUNCTION_WORDS.contains(word.lower())) {
      return null;
    }
    String seen = seenSplit(word, random);
    if (seen != null) {
      return new Typed(word.start(), word.end(), words.inCaseOf(word, seen));
    }
    if (word.length() < 4 || word.lower().indexOf('\'') >= 0) {
      return null;
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 1; i < word.length(); i++) {
      if (isPart(word.lower().substring(0, i)) && isPart(word.lower().substring(i))) {
        places.add(i);
      }
    }
    if (places.isEmpty() && (word.length() < 6 || random.nextInt(10) > 0)) {
      return null;
    }
    int place =
        places.isEmpty()
            ? 2 + random.nextInt(word.length() - 3)
            : places.get(random.nextInt(places.size()));
    String typed = text.slice(word.start(), word.end());
    return new Typed(
        word.start(), word.end(), typed.substring(0, place) + ' ' + typed.substring(place));
  }

  private @Nullable String seenSplit(Word word, RandomGenerator random) {
    for (WrongForms.Confusion confusion : forms.confusions(word.lower())) {
      if (confusion.typed().indexOf(' ') > 0 && random.nextBoolean()) {
        return confusion.typed();
      }
    }
    return null;
  }

  private boolean isPart(String part) {
    return part.length() > 1 ? words.isCommon(part) : part.equals("a");
  }

  /** {@code ofthe}: two words without their blank, mostly where one is short. */
  @Nullable Typed join(ProseText text, int index, RandomGenerator random) {
    if (!text.joinsNext(index)) {
      return null;
    }
    Word left = text.words().get(index);
    Word right = text.words().get(index + 1);
    if (right.shape() != Word.Shape.LOWER) {
      return null;
    }
    String joined = left.lower() + right.lower();
    boolean seen =
        forms.confusions(left.lower() + " " + right.lower()).stream()
            .anyMatch(confusion -> confusion.typed().equals(joined));
    if (!seen && (words.isWord(joined) || (!isFunction(left, right) && random.nextInt(4) > 0))) {
      return null;
    }
    return new Typed(
        left.start(),
        right.end(),
        text.slice(left.start(), left.end()) + text.slice(right.start(), right.end()));
  }

  private static boolean isFunction(Word left, Word right) {
    return FUNCTION_WORDS.contains(left.lower()) || FUNCTION_WORDS.contains(right.lower());
  }

  /** {@code th ecat}, {@code thec at}. */
  @Nullable Typed moveLetter(ProseText text, int index, RandomGenerator random) {
    if (!text.joinsNext(index)) {
      return null;
    }
    Word left = text.words().get(index);
    Word right = text.words().get(index + 1);
    String both = text.slice(left.start(), left.end()) + text.slice(right.start(), right.end());
    boolean late = left.length() < 2 || (right.length() > 1 && random.nextBoolean());
    if ((late && right.length() < 2) || (!isFunction(left, right) && random.nextInt(4) > 0)) {
      return null;
    }
    int blank = left.end() - left.start() + (late ? 1 : -1);
    String typed = both.substring(0, blank) + ' ' + both.substring(blank);
    return new Typed(left.start(), right.end(), typed);
  }

  /** {@code the the}: mostly words that carry no meaning of their own. */
  @Nullable Typed repeat(ProseText text, int index, RandomGenerator random) {
    Word word = text.words().get(index);
    if (!FUNCTION_WORDS.contains(word.lower()) && random.nextInt(12) > 0) {
      return null;
    }
    String typed = text.slice(word.start(), word.end());
    return new Typed(word.start(), word.end(), typed + ' ' + words.inCaseOfRepetition(word, typed));
  }

  /** {@code a} for {@code an} and the other way, or an article left out before the next word. */
  @Nullable Typed article(ProseText text, int index, RandomGenerator random) {
    Word word = text.words().get(index);
    boolean indefinite = word.lower().equals("a") || word.lower().equals("an");
    if (!indefinite && !word.lower().equals("the")) {
      return null;
    }
    if (indefinite && random.nextInt(4) > 0) {
      String other = word.lower().equals("a") ? "an" : "a";
      return new Typed(word.start(), word.end(), words.inCaseOf(word, other));
    }
    if (random.nextInt(12) > 0) {
      return null;
    }
    boolean capital = Character.isUpperCase(word.typed().charAt(0));
    return text.joinsNext(index) && !capital ? new Typed(word.start(), word.end() + 1, "") : null;
  }
}
