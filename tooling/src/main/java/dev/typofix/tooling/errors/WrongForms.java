package dev.typofix.tooling.errors;

import dev.typofix.corrector.lexicon.Lexicon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What people typed where they meant a word: the lexicon's lists turned round, and lists of
 * corrections. Built by one thread, then only read.
 */
public final class WrongForms {

  /** A list without counts stands for so many corrections a pair. */
  private static final int LISTED_WEIGHT = 3;

  private static final Pattern WORD = Pattern.compile("[a-z][a-z']*");

  private final Map<String, List<String>> misspellings = new HashMap<>();
  private final Map<String, List<Confusion>> confusions = new HashMap<>();

  /**
   * A word, or two, that was typed for another.
   *
   * @param corrections how often, at least 1
   */
  record Confusion(String typed, int corrections) {}

  /** What the lexicon knows. */
  public WrongForms(Lexicon lexicon) {
    lexicon.forEachMisspelling(
        (typed, meant) -> meant.forEach(word -> addMisspelling(typed, word)));
    lexicon.forEachConfusion(
        (typed, meant) ->
            meant.stream()
                .filter(confusion -> confusion.corrections() > 0)
                .forEach(
                    confusion ->
                        confusions
                            .computeIfAbsent(confusion.meant(), key -> new ArrayList<>())
                            .add(new Confusion(typed, confusion.corrections()))));
  }

  /** Adds a known misspelling, in lower case; what is no single word is passed over. */
  public void addMisspelling(String typed, String meant) {
    if (WORD.matcher(typed).matches() && WORD.matcher(meant).matches() && !typed.equals(meant)) {
      misspellings.computeIfAbsent(meant, key -> new ArrayList<>(2)).add(typed);
    }
  }

  /** Adds a word that is mixed up with another, in lower case. */
  public void addConfusion(String typed, String meant) {
    if (WORD.matcher(typed).matches() && WORD.matcher(meant).matches() && !typed.equals(meant)) {
      confusions
          .computeIfAbsent(meant, key -> new ArrayList<>(2))
          .add(new Confusion(typed, LISTED_WEIGHT));
    }
  }

  /** In lower case. */
  List<String> misspellings(String meant) {
    return misspellings.getOrDefault(meant, List.of());
  }

  /** In lower case; the word, or two with a blank between. */
  List<Confusion> confusions(String meant) {
    return confusions.getOrDefault(meant, List.of());
  }
}
