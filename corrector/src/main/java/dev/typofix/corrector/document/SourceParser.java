package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the comments of a source file, documentation strings and text between tags. Comments on
 * successive lines, at the same column and with the same mark, are read as one.
 */
final class SourceParser implements PassageParser {

  private final CommentSyntax syntax;
  private final Optional<Grammar> grammar;
  private final PlainTextParser plainText = new PlainTextParser();

  private SourceParser(CommentSyntax syntax, Optional<Grammar> grammar) {
    this.syntax = syntax;
    this.grammar = grammar;
  }

  /** Finds comments with a grammar, or by their marks where the grammar can't be used. */
  static SourceParser of(Grammar grammar) {
    return new SourceParser(grammar.syntax(), Optional.of(grammar));
  }

  /** Finds comments by their marks. */
  static SourceParser of(CommentSyntax syntax) {
    return new SourceParser(syntax, Optional.empty());
  }

  @Override
  public List<Passage> parse(String text) {
    List<ProseRange> ranges =
        grammar
            .flatMap(known -> TreeSitter.find(known, text))
            .orElseGet(() -> CommentScanner.find(syntax, text));
    List<Passage> passages = new ArrayList<>();
    List<ProseRange> group = new ArrayList<>();
    for (ProseRange range : ranges) {
      if (!group.isEmpty() && !continues(text, group.get(group.size() - 1), range)) {
        read(text, group, passages);
      }
      group.add(range);
    }
    read(text, group, passages);
    return passages;
  }

  private void read(String text, List<ProseRange> group, List<Passage> passages) {
    List<Line> lines = new ArrayList<>();
    for (ProseRange range : group) {
      lines.addAll(CommentText.lines(text, range));
    }
    passages.addAll(plainText.parse(text, CommentedCode.without(text, lines)));
    group.clear();
  }

  /** Whether a comment goes on on the next line: only blanks and one line end stand between. */
  private static boolean continues(String text, ProseRange before, ProseRange range) {
    if (range.kind() != ProseRange.Kind.COMMENT
        || before.kind() != ProseRange.Kind.COMMENT
        || CommentText.isBlock(text, range)
        || CommentText.isBlock(text, before)
        || CommentText.markLength(text, before) != CommentText.markLength(text, range)) {
      return false;
    }
    int lineEnds = 0;
    // A grammar may count the line's end as part of the comment.
    for (int i = Math.max(before.start(), before.end() - 1); i < range.start(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lineEnds++;
      } else if (!Character.isWhitespace(c) && i >= before.end()) {
        return false;
      }
    }
    return lineEnds == 1 && column(text, before.start()) == column(text, range.start());
  }

  private static int column(String text, int offset) {
    return offset
        - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
  }
}
