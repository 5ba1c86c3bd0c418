package dev.typofix.tooling.corpus;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts lines of WikiText back as they were written. */
final class WikiText {

  private static final Pattern HEADING = Pattern.compile("\\s*(=(?: =)*) (.+?) \\1\\s*");
  private static final Pattern JOINER = Pattern.compile(" @([-,.])@ ");
  private static final Pattern BEFORE = Pattern.compile(" ([,.;:!?%)\\]}]|'s\\b|'\\s|n't\\b)");
  private static final Pattern AFTER = Pattern.compile("([(\\[{$£€#]) ");
  private static final Pattern QUOTED = Pattern.compile("\" ([^\"]*?) \"");
  private static final Pattern CONTRACTION = Pattern.compile(" ('(?:re|ve|ll|d|m|t)\\b)");

  private WikiText() {}

  /** A heading's text and depth; 1 begins an article. */
  record Heading(String text, int depth) {}

  static Optional<Heading> heading(String line) {
    Matcher matcher = HEADING.matcher(line);
    return matcher.matches()
        ? Optional.of(new Heading(restore(matcher.group(2)), (matcher.group(1).length() + 1) / 2))
        : Optional.empty();
  }

  /** The line without the blanks that tokens were parted with. */
  static String restore(String line) {
    String text = JOINER.matcher(line.strip()).replaceAll("$1");
    text = QUOTED.matcher(text).replaceAll("\"$1\"");
    text = BEFORE.matcher(text).replaceAll("$1");
    text = CONTRACTION.matcher(text).replaceAll("$1");
    text = AFTER.matcher(text).replaceAll("$1");
    return text.replace(" – ", "–").replace(" / ", "/").strip();
  }

  /** Whether a word was replaced by a mark, so that the text is not clean. */
  static boolean lacksWords(String line) {
    return line.contains("<unk>");
  }
}
