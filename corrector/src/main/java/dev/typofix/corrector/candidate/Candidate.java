package dev.typofix.corrector.candidate;

import com.google.common.base.Preconditions;
import dev.typofix.corrector.sentence.EditToScore;

/**
 * An edit that may be right: a range of the sentence and what may be meant there.
 *
 * @param start first offset in the sentence
 * @param end end offset
 * @param replacement what would stand there instead, with the capitals that fit
 * @param source where the idea comes from
 * @param first the index of the first word that it touches
 * @param last the index of the last word that it touches
 * @param slipLogProb natural log-probability of typing this for that, at most 0
 * @param editDistance the number of slips
 */
public record Candidate(
    int start,
    int end,
    String replacement,
    Source source,
    int first,
    int last,
    double slipLogProb,
    int editDistance) {

  public Candidate {
    Preconditions.checkArgument(start <= end, "range [%s, %s)", start, end);
    Preconditions.checkArgument(first <= last, "words %s to %s", first, last);
  }

  /** The same edit of the same word elsewhere; the edit must be of one word, and of all of it. */
  Candidate inPlaceOf(Word word, int index) {
    return new Candidate(
        word.start(), word.end(), replacement, source, index, index, slipLogProb, editDistance);
  }

  /** The edit alone, for a model to score. */
  public EditToScore toScore() {
    return new EditToScore(start, end, replacement);
  }

  /** Where an edit comes from. */
  public enum Source {
    /** A list of known misspellings. */
    MISSPELLING,
    /** A word near one that the lexicon lacks. */
    NEAR_UNKNOWN,
    /** A word near one that the lexicon holds. */
    NEAR_KNOWN,
    /** Words that sound alike or were mixed up. */
    CONFUSION,
    /** Another form of the same word. */
    INFLECTION,
    /** Two words typed as one. */
    SPLIT,
    /** One word typed as two. */
    JOIN,
    /** A letter on the wrong side of a blank. */
    MOVED_LETTER,
    /** The same word twice. */
    REPEATED,
    /** The word itself with other capitals. */
    LETTER_CASE,
    /** What the model expected there. */
    MODEL
  }
}
