package dev.typofix.corrector.document;

import dev.typofix.corrector.document.ProseRange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the text of a page, and its comments. Tags within a line, as those of emphasis, stay in the
 * passage and are protected; any other tag ends it. Where the grammar can't be used, the page is
 * read as plain text with its tags protected.
 */
final class HtmlParser implements PassageParser {

  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
          "i", "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
          "sub", "sup", "time", "tt", "u", "var", "wbr");
  private static final Set<String> NO_PROSE = Set.of("pre", "textarea", "svg", "math", "template");

  private final PlainTextParser plainText = new PlainTextParser();

  @Override
  public List<Passage> parse(String text) {
    return TreeSitter.find(Grammar.HTML, text)
        .map(ranges -> read(text, ranges))
        .orElseGet(() -> plainText.parse(text));
  }

  private List<Passage> read(String text, List<ProseRange> ranges) {
    List<Passage> passages = new ArrayList<>();
    int start = -1;
    int end = -1;
    String skipped = "";
    for (ProseRange range : ranges) {
      String tag = range.kind() == Kind.TAG ? tagName(text, range) : "";
      if (!skipped.isEmpty()) {
        skipped = tag.equals("/" + skipped) ? "" : skipped;
        continue;
      }
      if (range.kind() == Kind.TEXT) {
        start = start < 0 ? range.start() : start;
        end = range.end();
      } else if (!INLINE.contains(tag.replace("/", ""))) {
        flush(text, start, end, passages);
        start = -1;
        skipped = NO_PROSE.contains(tag) ? tag : "";
      }
      if (range.kind() == Kind.COMMENT) {
        passages.addAll(
            plainText.parse(text, CommentedCode.without(text, CommentText.lines(text, range))));
      }
    }
    flush(text, start, end, passages);
    return passages;
  }

  private void flush(String text, int start, int end, List<Passage> passages) {
    if (start >= 0) {
      passages.addAll(plainText.parse(text, Line.of(text, start, end)));
    }
  }

  /** The name in small letters, with a slash before it if the tag closes. */
  private static String tagName(String text, ProseRange tag) {
    int start = tag.start() + 1;
    int end = start;
    while (end < tag.end()
        && (Character.isLetterOrDigit(text.charAt(end))
            || (end == start && text.charAt(end) == '/'))) {
      end++;
    }
    return text.substring(Math.min(start, end), end).toLowerCase(Locale.ROOT);
  }
}
