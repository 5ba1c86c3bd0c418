package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in one line what a finding is. */
final class FindingMessage {

  /** As many replacements as a person wants to read. */
  private static final int SHOWN = 4;

  private FindingMessage() {}

  /** {@code "sentenc" → "sentence" or "sentences"}; never more than one line. */
  static String of(Finding finding, String text) {
    String typed = quote(text.substring(finding.start(), finding.end()));
    List<String> replacements = finding.replacements();
    if (replacements.isEmpty()) {
      return typed + " is an unknown word";
    }
    return typed
        + " → "
        + replacements.stream()
            .limit(SHOWN)
            .map(FindingMessage::quote)
            .collect(Collectors.joining(" or "));
  }

  /** {@code 97 %}. */
  static String percent(double confidence) {
    return String.format(Locale.ROOT, "%d %%", Math.round(confidence * 100));
  }

  private static String quote(String text) {
    return '"' + text.replaceAll("\\s+", " ") + '"';
  }
}
