package dev.typofix.corrector.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Leaves out what in comments is no prose: code that was commented out, examples between marks, and
 * orders to tools. A line that is left out stays as a blank one, so that it parts paragraphs.
 */
final class CommentedCode {

  /** Where lines that look like code make up more than this share of a paragraph, all is code. */
  private static final double CODE_SHARE = 0.5;

  /** Blanks before a line that make it an example, if a blank line or a colon comes before. */
  private static final int EXAMPLE_INDENTATION = 4;

  private static final int LONGEST_LINE = 400;

  private static final Pattern CODE =
      Pattern.compile(
          "[^\\s].*[=()\\[\\]{}.<>].*;|.*[({\\[]|[\\])}>]+[;,]?.*[\\])};,{]|[\\])}]+[;,]?"
              + "|(?:return|import|package|using|break|continue|goto|throw)\\b[^ ]* ?[^ ]*;"
              + "|(?:if|for|while|switch|elif|catch|else if)\\b.*[()=<>\\[].*[:{]|(?:else|try|finally|do) ?[:{]"
              + "|(?:def|fn|func|function|class|struct|interface|enum)\\s+\\w+(?:[(<:]|\\s*\\{).*"
              + "|(?:const|let|var|val|auto|int|float|double|char|bool|long|string)\\s+\\w+\\s*=.*"
              + "|from\\s+[\\w.]+\\s+import\\s.*|#(?:include|define|if|ifdef|ifndef|endif|else)\\b.*"
              + "|[\\w.\\[\\]\"'*&>$-]+\\s*(?:[-+*/|&:]?=|==|!=)\\s*(?!\\w+\\s+\\w+\\s+\\w+).*"
              + "|[\\w.:>$-]+\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)[.;,)\\w()]*"
              + "|(?:\\$|>>>) .*|@\\w+\\(.*\\)|<[^<>]+>.*</[^<>]+>|<[^<>]+/>");
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "(?i)(?:/|!/|eslint|tslint|stylelint|prettier-|istanbul |c8 |jshint|jslint|global |noqa"
              + "|pylint:|flake8|mypy:|type: ?ignore|pyright|ruff:|isort:|fmt: ?|yapf|nolint|noinspection"
              + "|go:\\w|\\+build|@ts-|@flow|@formatter|clang-format|clang-tidy|region\\b|endregion\\b"
              + "|spdx-|vim?:|-\\*-|\\$id|shellcheck |rubocop:|frozen_string_literal|encoding:"
              + "|checkstyle|cspell|codespell|spell-checker|typos:|sourcemappingurl|webpack|@vite).*");
  private static final Pattern FENCE = Pattern.compile("(?:```|~~~).*");
  private static final Pattern EXAMPLE_START =
      Pattern.compile("(?i).*<(?:pre|code|xmp|example)\\b[^>]*>(?!.*</).*|@example\\b.*");
  private static final Pattern EXAMPLE_END =
      Pattern.compile("(?i).*</(?:pre|code|xmp|example)>.*|@(?!example)[a-z].*");

  /** Which mark closes the example that the lines are in. */
  private enum Example {
    NONE,
    FENCED,
    TAGGED,
    PROMPT
  }

  private final String text;
  private final List<Line> prose = new ArrayList<>();
  private Example example = Example.NONE;
  private boolean afterBlank;
  private boolean afterIndented;

  private CommentedCode(String text) {
    this.text = text;
  }

  /** The lines, without the blanks at their ends; empty ones for those that are no prose. */
  static List<Line> without(String text, List<Line> lines) {
    CommentedCode code = new CommentedCode(text);
    int base = code.baseIndentation(lines);
    for (Line line : lines) {
      code.add(line, base);
    }
    code.dropParagraphsOfCode();
    return code.prose;
  }

  private void add(Line line, int base) {
    Line content = line.strip(text);
    boolean isIndented = content.start() - line.start() >= base + EXAMPLE_INDENTATION;
    boolean isExample =
        inExample(content) || (isIndented && (afterBlank || afterIndented) && content.length() > 0);
    boolean isProse =
        !isExample && !matches(DIRECTIVE, content) && line.length() > 0 && content.length() > 0;
    prose.add(isProse ? content : new Line(content.start(), content.start()));
    afterIndented = isExample && isIndented;
    afterBlank = content.length() == 0;
  }

  /** Follows the marks of examples; the lines with the marks are part of them. */
  private boolean inExample(Line content) {
    switch (example) {
      case FENCED -> {
        example = matches(FENCE, content) ? Example.NONE : Example.FENCED;
        return true;
      }
      case TAGGED -> {
        boolean ends = matches(EXAMPLE_END, content);
        example = ends ? Example.NONE : Example.TAGGED;
        return !ends || text.charAt(content.start()) != '@';
      }
      case PROMPT -> {
        example = content.length() == 0 ? Example.NONE : Example.PROMPT;
        return true;
      }
      case NONE -> {
        if (matches(FENCE, content)) {
          example = Example.FENCED;
        } else if (matches(EXAMPLE_START, content)) {
          example = Example.TAGGED;
        } else if (text.startsWith(">>> ", content.start())) {
          example = Example.PROMPT;
        }
        return example != Example.NONE;
      }
    }
    return false;
  }

  private int baseIndentation(List<Line> lines) {
    return lines.stream()
        .skip(lines.size() > 1 ? 1 : 0)
        .filter(line -> !line.isBlank(text))
        .mapToInt(line -> line.strip(text).start() - line.start())
        .min()
        .orElse(0);
  }

  private void dropParagraphsOfCode() {
    int start = 0;
    for (int end = 0; end <= prose.size(); end++) {
      if (end == prose.size() || prose.get(end).length() == 0) {
        dropCode(prose.subList(start, end));
        start = end + 1;
      }
    }
  }

  private void dropCode(List<Line> paragraph) {
    long code = paragraph.stream().filter(line -> matches(CODE, line)).count();
    boolean all = code > CODE_SHARE * paragraph.size();
    if (all || (code > 0 && code == CODE_SHARE * paragraph.size())) {
      paragraph.replaceAll(
          line -> all || matches(CODE, line) ? new Line(line.start(), line.start()) : line);
    }
  }

  private boolean matches(Pattern pattern, Line line) {
    return line.length() <= LONGEST_LINE
        && pattern.matcher(text).region(line.start(), line.end()).matches();
  }
}
