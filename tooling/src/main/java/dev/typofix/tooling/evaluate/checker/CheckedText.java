package dev.typofix.tooling.evaluate.checker;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a checker says of a text.
 *
 * @param shown what a user sees
 * @param candidates these and the less confident ones that can be asked for; never overlapping
 * @param nanos how long it took; empty if texts were not timed one by one
 */
public record CheckedText(List<Reported> shown, List<Reported> candidates, OptionalLong nanos) {

  public CheckedText {
    shown = List.copyOf(shown);
    candidates = List.copyOf(candidates);
  }

  /** From a checker without confidences or times. */
  public static CheckedText of(List<Reported> shown) {
    return new CheckedText(shown, List.of(), OptionalLong.empty());
  }
}
