package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads paragraphs that blank lines part. Within a paragraph a passage ends before a list item or a
 * documentation tag, and at a line end that was plainly meant: prose that a program or a person
 * wrapped has lines of about the same length.
 */
final class PlainTextParser implements PassageParser {

  /** Lines longer than this, in UTF-16 code units, are not wrapped: each is a paragraph. */
  static final int LONGEST_WRAPPED_LINE = 200;

  private static final Pattern LIST_ITEM =
      Pattern.compile(
          "(?:[-*+•‣◦·–]|\\(?(?:\\d{1,4}|[A-Za-z])[.)])\\s+\\S|[@\\\\][a-z]\\w+|:\\w[^:]{0,60}:(?:\\s|$)");

  @Override
  public List<Passage> parse(String text) {
    return parse(text, Line.of(text));
  }

  /** Reads lines of a text, or stretches of such lines; blank ones part paragraphs. */
  List<Passage> parse(String text, List<Line> lines) {
    List<Passage> passages = new ArrayList<>();
    List<Line> paragraph = new ArrayList<>();
    for (Line line : lines) {
      if (line.isBlank(text)) {
        flush(text, paragraph, passages);
      } else {
        paragraph.add(line);
      }
    }
    flush(text, paragraph, passages);
    return passages;
  }

  private static void flush(String text, List<Line> paragraph, List<Passage> passages) {
    int width = paragraph.stream().mapToInt(line -> line.strip(text).length()).max().orElse(0);
    List<Line> passage = new ArrayList<>();
    for (Line line : paragraph) {
      if (!passage.isEmpty()
          && startsAnew(text, passage.get(passage.size() - 1).strip(text), line, width)) {
        addPassage(text, passage, passages);
      }
      passage.add(line);
    }
    addPassage(text, passage, passages);
    paragraph.clear();
  }

  private static boolean startsAnew(String text, Line before, Line line, int width) {
    Line content = line.strip(text);
    if (width > LONGEST_WRAPPED_LINE) {
      return true;
    }
    if (LIST_ITEM.matcher(text).region(content.start(), content.end()).lookingAt()) {
      return true;
    }
    return 2 * before.length() < width && !Character.isLowerCase(text.charAt(content.start()));
  }

  private static void addPassage(String text, List<Line> lines, List<Passage> passages) {
    if (lines.isEmpty()) {
      return;
    }
    PassageBuilder builder = new PassageBuilder(text);
    int last = lines.size() - 1;
    for (int i = 0; i <= last; i++) {
      Line line = lines.get(i);
      Line stripped = line.strip(text);
      builder.add(
          new Line(
              i == 0 ? stripped.start() : line.start(), i == last ? stripped.end() : line.end()));
    }
    builder.build().ifPresent(passages::add);
    lines.clear();
  }
}
