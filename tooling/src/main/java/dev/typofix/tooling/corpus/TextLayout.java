package dev.typofix.tooling.corpus;

import java.util.List;
import java.util.regex.Pattern;

/** How clean text lies in a file. */
public enum TextLayout {
  /** Wrapped lines; a blank line parts paragraphs. */
  PLAIN,
  /** A paragraph a line; a blank line parts documents. */
  PARAGRAPHS,
  /** A paragraph a line; {@code = Title =} begins an article, marks have blanks around them. */
  WIKITEXT,
  /** An utterance a line. */
  OPENSUBTITLES;

  private static final Pattern HEADING = Pattern.compile(" ?=( =)* .+ =( =)* ?");
  private static final int LONGEST_WRAPPED_LINE = 200;
  private static final int LONGEST_UTTERANCE = 70;

  /** Guesses the layout by the first lines of a file. */
  static TextLayout of(List<String> lines) {
    List<String> full = lines.stream().filter(line -> !line.isBlank()).toList();
    if (full.stream().filter(line -> HEADING.matcher(line).matches()).count() > 0
        && full.stream().anyMatch(line -> line.contains(" , ") || line.contains(" @-@ "))) {
      return WIKITEXT;
    }
    double length = full.stream().mapToInt(String::length).average().orElse(0);
    if (full.size() == lines.size() && full.size() > 3 && length < LONGEST_UTTERANCE) {
      return OPENSUBTITLES;
    }
    boolean wrapped =
        full.stream().allMatch(line -> line.length() <= LONGEST_WRAPPED_LINE)
            && 2 * endingsInside(lines) < full.size() - lines.size() + full.size();
    return wrapped ? PLAIN : PARAGRAPHS;
  }

  /** Lines that end a sentence though another line follows. */
  private static long endingsInside(List<String> lines) {
    long endings = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (!lines.get(i + 1).isBlank() && lines.get(i).stripTrailing().matches(".*[.!?:\"”)`]")) {
        endings++;
      }
    }
    return endings;
  }
}
