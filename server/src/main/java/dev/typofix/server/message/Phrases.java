package dev.typofix.server.message;

import dev.typofix.corrector.Finding;

/** Parts of sentences about findings; each stays on one line. */
public final class Phrases {

  private static final int LONGEST_QUOTE = 60;

  private Phrases() {}

  /** {@code 97 %}; never 100, for no model is. */
  public static String percent(double confidence) {
    return Math.min(99, Math.round(confidence * 100)) + " %";
  }

  /** What a finding covers, quoted. */
  public static String typed(Finding finding, String text) {
    return quote(text.substring(finding.start(), finding.end()));
  }

  /** A text in quotes, not too long. */
  public static String quote(String text) {
    String line = text.replaceAll("\\s+", " ");
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, line.codePointCount(0, line.length())));
    return '"' + (end < line.length() ? line.substring(0, end) + "…" : line) + '"';
  }
}
