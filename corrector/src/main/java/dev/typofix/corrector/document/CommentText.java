package dev.typofix.corrector.document;

import dev.typofix.corrector.document.ProseRange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a comment's marks off. */
final class CommentText {

  private static final Pattern OPENING =
      Pattern.compile("//++[!<]?<?|/\\*++[!<]?|<!--+|#++[!:]?|--++|=begin\\b|;++");
  private static final Pattern CLOSING = Pattern.compile("\\*++/|--+>|=end\\b");
  private static final Pattern QUOTES = Pattern.compile("[A-Za-z]{0,2}(?:\"\"\"|'''|[\"'])");

  private CommentText() {}

  /** Whether a comment has a mark at its end, too. */
  static boolean isBlock(String text, ProseRange range) {
    return text.startsWith("/*", range.start())
        || text.startsWith("<!--", range.start())
        || text.startsWith("=begin", range.start());
  }

  /** How long the mark is that opens a range, in UTF-16 code units. */
  static int markLength(String text, ProseRange range) {
    Pattern opening = range.kind() == Kind.DOCSTRING ? QUOTES : OPENING;
    Matcher matcher = opening.matcher(text).region(range.start(), range.end());
    return range.kind() != Kind.TEXT && matcher.lookingAt() ? matcher.end() - range.start() : 0;
  }

  /** The lines of a range without its marks, blanks at the start of a line kept. */
  static List<Line> lines(String text, ProseRange range) {
    int start = range.start() + markLength(text, range);
    int end = Math.max(start, range.end() - closingLength(text, range));
    List<Line> lines = start == end ? List.of(new Line(start, end)) : Line.of(text, start, end);
    if (!text.startsWith("/*", range.start()) || !isStarred(text, lines)) {
      return lines;
    }
    List<Line> unstarred = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      unstarred.add(i == 0 ? lines.get(i) : withoutStar(text, lines.get(i)));
    }
    return unstarred;
  }

  private static int closingLength(String text, ProseRange range) {
    int start = Math.max(range.start(), range.end() - 5);
    if (range.kind() == Kind.DOCSTRING) {
      String opening =
          text.substring(range.start(), range.start() + markLength(text, range))
              .replaceAll("[A-Za-z]", "");
      boolean closed = text.startsWith(opening, range.end() - opening.length());
      return closed ? opening.length() : 0;
    }
    if (range.kind() == Kind.COMMENT && isBlock(text, range)) {
      Matcher matcher = CLOSING.matcher(text).region(start, range.end());
      return matcher.find() ? range.end() - matcher.start() : 0;
    }
    return 0;
  }

  /** Whether every line after the first that is not blank begins with a star. */
  private static boolean isStarred(String text, List<Line> lines) {
    return lines.stream()
        .skip(1)
        .map(line -> line.strip(text))
        .allMatch(line -> line.length() == 0 || text.charAt(line.start()) == '*');
  }

  private static Line withoutStar(String text, Line line) {
    int start = line.strip(text).start();
    while (start < line.end() && text.charAt(start) == '*') {
      start++;
    }
    return new Line(start, line.end());
  }
}
