package dev.typofix.tooling.evaluate.score;

import java.util.List;

/**
 * A text that went wrong.
 *
 * @param source where the text comes from, for people
 * @param said what the checker wants to change here
 * @param wanted what should have been changed here; empty on clean text
 * @param confidence of the checker, from 0 to 1; NaN if it has none
 */
public record Mistake(
    String source, String text, List<Change> said, List<Change> wanted, double confidence) {

  public Mistake {
    said = List.copyOf(said);
    wanted = List.copyOf(wanted);
  }

  /** A range of the text and what should stand there. */
  public record Change(int start, int end, String replacement) {}
}
