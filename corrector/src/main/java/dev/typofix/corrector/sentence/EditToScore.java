package dev.typofix.corrector.sentence;

import dev.typofix.corrector.candidate.Candidate;

/**
 * An edit of a sentence as the scorer sees it.
 *
 * @param start first offset in the sentence
 * @param end end offset
 * @param replacement the text that would stand there
 */
public record EditToScore(int start, int end, String replacement) {

  /** A candidate as the scorer sees it. */
  public static EditToScore of(Candidate candidate) {
    return new EditToScore(candidate.start(), candidate.end(), candidate.replacement());
  }
}
