package dev.typofix.corrector;

/** Words that the user, the workspace or the document accepts beyond the built-in lexicon. */
@FunctionalInterface
public interface Vocabulary {

  /** Accepts nothing beyond the built-in lexicon. */
  Vocabulary EMPTY = word -> false;

  /**
   * Whether a word is right as it stands.
   *
   * @param word as typed, case and apostrophes included
   */
  boolean accepts(String word);
}
