package dev.typofix.corrector.candidate;

import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.lexicon.WordEntry.Casing;
import dev.typofix.corrector.lexicon.WordEntry.Status;
import java.util.Optional;

/**
 * A word of a sentence.
 *
 * @param start its first offset in the sentence
 * @param end its end offset
 * @param typed as it stands, with straight apostrophes
 * @param lower in lower case
 * @param base in lower case, without a possessive ending
 * @param shape how its letters are capitalized
 * @param entry what the lexicon knows of it, or of its base
 */
public record Word(
    int start,
    int end,
    String typed,
    String lower,
    String base,
    Shape shape,
    Optional<WordEntry> entry) {

  /** How a word's letters are capitalized. */
  public enum Shape {
    LOWER,
    CAPITALIZED,
    UPPER,
    /** Capitals within: an identifier or a brand. */
    MIXED
  }

  /**
   * Whether the word, written as it is, is right as far as the lexicon knows. One that hardly
   * anybody writes ({@code stor}) is judged like an unknown one: a slip is likelier.
   */
  public boolean isKnown() {
    if (entry.isEmpty() || entry.get().status() == Status.WEAK || entry.get().isObscure()) {
      return false;
    }
    return shape != Shape.LOWER
        || entry.get().casing() != Casing.CAPITALIZED
        || entry.get().status() == Status.ACCEPTED;
  }

  /** Whether the word is {@code a} or {@code an}. */
  public boolean isIndefiniteArticle() {
    return lower.equals("a") || lower.equals("an");
  }

  /** The ending that {@link #base} lacks: {@code 's}, or nothing. */
  public String possessiveEnding() {
    return lower.substring(base.length());
  }

  public int length() {
    return lower.length();
  }
}
