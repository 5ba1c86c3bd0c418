package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a commit message as it is edited: the subject and the body, without comment lines, the diff
 * below the scissors, and the trailers at the end.
 */
final class GitCommitParser implements PassageParser {

  private static final Pattern SCISSORS = Pattern.compile("# -+ >8 -+.*");
  private static final Pattern TRAILER =
      Pattern.compile(
          "(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+)+|Cc|Closes|Fixes|Refs|See|Link|Bug|Issue|Resolves)"
              + ": .*|\\(cherry picked from commit .*");

  /** The kind of a change, as many projects write it: {@code fix(parser): } and the like. */
  private static final Pattern SUBJECT_PREFIX =
      Pattern.compile("(?:(?:fixup|squash|amend)! )*+[a-z]+(?:\\([^()]*+\\))?!?: ");

  private final PlainTextParser plainText = new PlainTextParser();

  @Override
  public List<Passage> parse(String text) {
    List<Line> lines = messageLines(text);
    dropTrailers(text, lines);
    List<Passage> passages = new ArrayList<>();
    int subject = 0;
    while (subject < lines.size() && lines.get(subject).isBlank(text)) {
      subject++;
    }
    if (subject == lines.size()) {
      return passages;
    }
    Line line = lines.get(subject).strip(text);
    var prefix = SUBJECT_PREFIX.matcher(text).region(line.start(), line.end());
    PassageBuilder builder = new PassageBuilder(text).add(line);
    if (prefix.lookingAt()) {
      builder.protect(line.start(), prefix.end());
    }
    builder.build().ifPresent(passages::add);
    passages.addAll(plainText.parse(text, lines.subList(subject + 1, lines.size())));
    return passages;
  }

  /** The lines above the scissors; a comment line counts as none. */
  private static List<Line> messageLines(String text) {
    List<Line> lines = new ArrayList<>();
    for (Line line : Line.of(text)) {
      if (line.length() > 0 && text.charAt(line.start()) == '#') {
        if (SCISSORS.matcher(text).region(line.start(), line.end()).matches()) {
          return lines;
        }
      } else if (text.startsWith("diff --git ", line.start())) {
        return lines;
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Drops the last paragraph's trailers, but never the subject. */
  private static void dropTrailers(String text, List<Line> lines) {
    while (lines.size() > 1) {
      Line last = lines.get(lines.size() - 1).strip(text);
      boolean trailer = TRAILER.matcher(text).region(last.start(), last.end()).matches();
      if (last.length() > 0 && !trailer) {
        return;
      }
      lines.remove(lines.size() - 1);
    }
  }
}
