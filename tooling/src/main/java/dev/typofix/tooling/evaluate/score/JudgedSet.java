package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.corpus.CleanSet;
import java.util.List;

/** Clean texts and what a checker says of each, in the same order. */
public record JudgedSet(CleanSet set, List<CheckedText> checked) {

  public JudgedSet {
    checked = List.copyOf(checked);
    if (checked.size() != set.texts().size()) {
      throw new IllegalArgumentException(
          checked.size() + " results for " + set.texts().size() + " texts");
    }
  }

  long alarms() {
    return checked.stream().mapToLong(text -> text.shown().size()).sum();
  }
}
