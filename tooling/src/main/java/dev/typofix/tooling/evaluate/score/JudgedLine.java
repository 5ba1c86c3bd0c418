package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.corpus.GoldLine;

/** A labelled line: what was shown of it, and what could have been shown with less confidence. */
public record JudgedLine(GoldLine line, LineVerdict shown, LineVerdict candidates) {

  /** Holds what a checker says of a line against its edits. */
  public static JudgedLine of(GoldLine line, CheckedText checked) {
    return new JudgedLine(
        line, LineVerdict.of(line, checked.shown()), LineVerdict.of(line, checked.candidates()));
  }
}
