package dev.typofix.corrector.document;

import com.google.common.collect.ImmutableList;

/** The marks of comments and strings, in families of languages. */
enum CommentSyntax {
  SLASHES("//", ImmutableList.of("/*", "*/"), "\"'", ImmutableList.of("\"\"\"", "`")),
  STARS("", ImmutableList.of("/*", "*/"), "\"'", ImmutableList.of()),
  HASHES("#", ImmutableList.of(), "\"'", ImmutableList.of()),
  PYTHON("#", ImmutableList.of(), "\"'", ImmutableList.of("\"\"\"", "'''")),
  RUBY("#", ImmutableList.of("=begin", "=end"), "\"'", ImmutableList.of()),
  DASHES("--", ImmutableList.of("/*", "*/"), "'", ImmutableList.of()),
  TAGS("", ImmutableList.of("<!--", "-->"), "", ImmutableList.of());

  private final String lineMark;
  private final ImmutableList<String> blockMarks;
  private final String quotes;
  private final ImmutableList<String> longQuotes;

  CommentSyntax(
      String lineMark,
      ImmutableList<String> blockMarks,
      String quotes,
      ImmutableList<String> longQuotes) {
    this.lineMark = lineMark;
    this.blockMarks = blockMarks;
    this.quotes = quotes;
    this.longQuotes = longQuotes;
  }

  /** What begins a comment that the line's end closes; empty if there are none. */
  String lineMark() {
    return lineMark;
  }

  /** What opens and what closes a comment over several lines; empty if there are none. */
  ImmutableList<String> blockMarks() {
    return blockMarks;
  }

  /** Each of these opens and closes a string on one line. */
  String quotes() {
    return quotes;
  }

  /** Each of these opens and closes a string over several lines. */
  ImmutableList<String> longQuotes() {
    return longQuotes;
  }
}
