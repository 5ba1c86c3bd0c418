package dev.typofix.server.workspace;

import dev.typofix.corrector.Vocabulary;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Words that are right. One in small letters is right with capitals too; one with capitals as it
 * stands only. Immutable.
 */
final class AcceptedWords implements Vocabulary {

  private final Set<String> words;

  private AcceptedWords(Set<String> words) {
    this.words = Set.copyOf(words);
  }

  /** These words; blank ones are none. */
  static AcceptedWords of(Collection<String> words) {
    Set<String> normal = new HashSet<>();
    for (String word : words) {
      if (!word.isBlank()) {
        normal.add(normal(word.strip()));
      }
    }
    return new AcceptedWords(normal);
  }

  @Override
  public boolean accepts(String word) {
    String normal = normal(word);
    return words.contains(normal) || words.contains(normal.toLowerCase(Locale.ROOT));
  }

  /** Whether the word itself is listed, in this form. */
  boolean lists(String word) {
    return words.contains(normal(word.strip()));
  }

  /** Composed letters and the straight apostrophe, however a text was typed. */
  private static String normal(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFC).replace('’', '\'');
  }
}
