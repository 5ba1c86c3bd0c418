package dev.typofix.corrector;

import dev.typofix.corrector.lexicon.EditAlignment;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;

/** Which of the words that the model expected someone may have mistyped as the one that stands. */
final class ModelProposals {

  private ModelProposals() {}

  /** Whether a word is near enough to the typed one, both in lower case, to be what was meant. */
  static boolean isPlausible(Lexicon lexicon, String typed, String meant) {
    if ((meant.length() < 2 && !meant.equals("a")) || meant.equals(typed)) {
      return false;
    }
    if (!lexicon.entry(meant).map(WordEntry::isProposable).orElse(false)) {
      return false;
    }
    int longer = Math.max(typed.length(), meant.length());
    int distance = EditAlignment.distance(typed, meant);
    return (distance <= Math.max(1, longer / 3) && distance < longer)
        || commonPrefix(typed, meant) >= Math.max(3, longer * 0.6);
  }

  private static int commonPrefix(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }
}
