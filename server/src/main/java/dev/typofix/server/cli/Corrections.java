package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts replacements into texts. */
final class Corrections {

  private Corrections() {}

  /** The text with the best replacement of each finding; findings without one change nothing. */
  static String applyBest(String text, List<Finding> findings) {
    return apply(text, findings, Corrections::best);
  }

  /** The text with what {@code choice} says for each finding. */
  static String apply(
      String text, List<Finding> findings, Function<Finding, Optional<String>> choice) {
    StringBuilder corrected = new StringBuilder(text.length() + 16);
    int copied = 0;
    for (Finding finding : findings) {
      Optional<String> replacement = choice.apply(finding);
      if (replacement.isPresent()) {
        corrected.append(text, copied, finding.start()).append(replacement.get());
        copied = finding.end();
      }
    }
    return corrected.append(text, copied, text.length()).toString();
  }

  /** The replacement that is most likely right. */
  static Optional<String> best(Finding finding) {
    return finding.replacements().stream().findFirst();
  }

  /** How many findings {@link #applyBest} corrects. */
  static int count(List<Finding> findings) {
    return (int) findings.stream().filter(finding -> best(finding).isPresent()).count();
  }
}
