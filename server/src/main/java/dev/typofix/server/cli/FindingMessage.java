package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import dev.typofix.server.message.Phrases;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one line what a finding is. */
final class FindingMessage {

  /** As many replacements as a person wants to read. */
  private static final int SHOWN = 4;

  private FindingMessage() {}

  /** {@code "sentenc" → "sentence" or "sentences"}; never more than one line. */
  static String of(Finding finding, String text) {
    String typed = Phrases.typed(finding, text);
    List<String> replacements = finding.replacements();
    if (replacements.isEmpty()) {
      return typed + " is an unknown word";
    }
    return typed
        + " → "
        + replacements.stream()
            .limit(SHOWN)
            .map(Phrases::quote)
            .collect(Collectors.joining(" or "));
  }
}
