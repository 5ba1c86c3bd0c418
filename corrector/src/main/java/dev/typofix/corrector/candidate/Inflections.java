package dev.typofix.corrector.candidate;

import java.util.ArrayList;
import java.util.List;

/** Spells out the regular forms around a word; whether they are words the lexicon must say. */
public final class Inflections {

  private static final String[] ENDINGS = {
    "s", "es", "ed", "d", "ing", "ly", "er", "r", "n", "y", "al", "ion", "or"
  };

  private Inflections() {}

  /** Possible forms in lower case, the word itself left out; many are no words. */
  public static List<String> formsOf(String word) {
    List<String> forms = new ArrayList<>();
    for (String stem : stems(word)) {
      add(forms, word, stem);
      for (String ending : ENDINGS) {
        add(forms, word, stem + ending);
      }
      if (stem.endsWith("e")) {
        add(forms, word, stem.substring(0, stem.length() - 1) + "ing");
      }
      if (stem.endsWith("y")) {
        String root = stem.substring(0, stem.length() - 1);
        add(forms, word, root + "ies");
        add(forms, word, root + "ied");
      }
    }
    return forms;
  }

  private static List<String> stems(String word) {
    List<String> stems = new ArrayList<>(List.of(word));
    for (String ending : ENDINGS) {
      if (word.endsWith(ending) && word.length() - ending.length() >= 2) {
        String stem = word.substring(0, word.length() - ending.length());
        stems.add(stem);
        if (ending.equals("ing") || ending.equals("ed") || ending.equals("ion")) {
          stems.add(stem + "e");
          addUndoubled(stems, stem);
        }
      }
    }
    if (word.endsWith("ies") || word.endsWith("ied")) {
      stems.add(word.substring(0, word.length() - 3) + "y");
    }
    return stems;
  }

  private static void addUndoubled(List<String> stems, String stem) {
    int n = stem.length();
    if (n > 3 && stem.charAt(n - 1) == stem.charAt(n - 2)) {
      stems.add(stem.substring(0, n - 1));
    }
  }

  private static void add(List<String> forms, String word, String form) {
    if (!form.equals(word) && form.length() > 1 && !forms.contains(form)) {
      forms.add(form);
    }
  }
}
