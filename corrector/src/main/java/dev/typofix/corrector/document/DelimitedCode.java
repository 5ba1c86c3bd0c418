package dev.typofix.corrector.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds code, mark-up and mathematics that stand between marks and may hold blanks. Each form is
 * tried only where its first character stands, and looks ahead no further than {@value #REACH}
 * UTF-16 code units, so the work is linear in the text.
 */
final class DelimitedCode {

  /** How far a closing mark may be from its opening one. */
  static final int REACH = 500;

  private static final Pattern URL =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\\.|mailto:)[^\\s<>\"`“”|\\\\，。）」]++");
  private static final Pattern TAG =
      Pattern.compile(
          "<(code|tt|kbd|samp|var|c|pre)\\b[^<>]*+>[^<]*+</\\1>|<!--|-->|</?[A-Za-z][^<>\\s]*+>" // without attributes, or an automatic link
              + "|</?[A-Za-z][\\w:.-]*+\\s(?=[^<>]*[=/\"'])[^<>]*+>" // with attributes
              + "|</?(?:input|button|details|option|script|video|audio|form)\\s[^<>]*+>"
              + "|<[!?][A-Za-z][^<>]*+>");
  private static final Pattern TAG_START =
      Pattern.compile("</?[A-Za-z][\\w:.-]*+(?:\\s++[@:\\w.-]++=(?:\"[^\"<>]*+\"|'[^'<>]*+')?)*+");
  private static final Pattern PROSE_ATTRIBUTE =
      Pattern.compile("\\s(?:alt|title|summary|placeholder|aria-label)=[\"']([^\"'<>]*+)");
  private static final Pattern LINK_TITLE = Pattern.compile("\\s\"([^\"]*+)\"\\)");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:[A-Za-z][A-Za-z0-9]{1,20}|#\\w{1,8});");
  private static final Pattern DOLLAR =
      Pattern.compile(
          "\\$\\$[^$]++\\$\\$|\\$\\{[^{}]*+}|\\$\\([^()]*+\\)"
              + "|\\$(?![\\s\\d])[^$\\n]{0,200}?(?<!\\s)\\$(?![\\w$])"
              + "|\\$[\\w.:]*\\w");
  private static final Pattern BACKSLASH =
      Pattern.compile(
          "\\\\\\((?!\\w+ \\w+ \\w+)[^\\n]*?\\\\\\)|\\\\\\[[^\\n]*?\\\\]"
              + "|\\\\(?:(?:eq|page|auto|c|name)?ref|cite\\w{0,10}|label|begin|end|input|include"
              + "|includegraphics|usepackage|documentclass|url|bibliography)\\*?"
              + "(?:\\[[^]\\n]*])?\\{[^{}\\n]*}");
  private static final Pattern BRACE =
      Pattern.compile(
          "\\{\\{[^{}\\n]*}}|\\{%[^{}\\n]*%}|\\{#[^{}\\n]*#}"
              + "|\\{@(?:code|literal|value|snippet)\\b[^{}]*}|\\{@\\w+\\s*(?:[^\\s{}]*)"
              + "|\\{[^\\s{}\"']*}");
  private static final Pattern PERCENT =
      Pattern.compile(
          "%(?:\\([\\w.]+\\)|\\{[^{}\\s]*}|<\\w+>)?[-+#0]*(?:\\*|\\d+)?(?:\\.(?:\\*|\\d+))?\\$?"
              + "(?:hh|h|ll|l|L|q|j|z|t)?[A-Za-z@]\\w*%?");
  private static final Pattern LINK_TARGET =
      Pattern.compile("]\\([^()\\n]*+(?:\\([^()\\n]*+\\)[^()\\n]*+)*+\\)|]\\[[^\\]\\n]*+]");
  private static final Pattern BRACKET = Pattern.compile("\\[[!^@][^\\]\\s]*+]|\\[[ xX]]");

  /** A documentation tag together with the name that it is about. */
  private static final Pattern DOC_TAG =
      Pattern.compile(
          "@(?:param|arg|argument|property|prop|typeparam|tparam|throws|exception|see)[ \\t]++"
              + "(?:\\{[^{}\\n]*+}[ \\t]*+)?[\\w.$\\[\\]<>#=*:-]++");

  private static final Pattern COLON =
      Pattern.compile(
          ":(?:param|arg|raises|type|var|ivar|cvar|keyword)(?: [\\w.,\\[\\]|]++){1,3}:"
              + "|:[A-Za-z][\\w:.+-]*+:`[^`]*+`|:[a-z0-9][a-z0-9_+-]*+:(?!\\w)|:::+ ?[\\w-]*+");
  private static final Pattern BARS =
      Pattern.compile("\\|[A-Za-z_][\\w.]*+\\|(?![\\w|])(?! *\\w+ *\\|)");
  private static final Pattern QUOTED_NAME = Pattern.compile("`[^\\s`']+'");
  private static final Pattern STACK_LINE =
      Pattern.compile(
          "[ \\t]*+(?:at [\\w.$<>/]++\\([^()\\n]*+\\)|File \"[^\"\\n]*+\", line \\d+.*"
              + "|Traceback \\(most recent call last\\):|\\.\\.\\. \\d+ more$)",
          Pattern.MULTILINE);
  private static final Pattern ADMONITION =
      Pattern.compile("[ \\t]*+(?:!!!\\+?|\\?\\?\\?\\+?|:::+) ?[\\w-]++");

  private final String text;
  private final SpanSet spans;
  private final Matcher matcher;
  private final boolean hasAddress;

  private DelimitedCode(String text, SpanSet spans) {
    this.text = text;
    this.spans = spans;
    this.hasAddress = text.contains("://") || text.contains("www.") || text.contains("mailto:");
    this.matcher = URL.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  static void find(String text, SpanSet spans) {
    new DelimitedCode(text, spans).scan();
  }

  private void scan() {
    int offset = spans.nextFree(0);
    while (offset < text.length()) {
      int limit = spans.nextTaken(offset);
      while (offset < limit) {
        int end = mayBegin(offset) ? endOfCode(offset) : offset;
        if (end > offset) {
          spans.add(offset, end);
          exposeProse(offset, end);
        }
        offset = Math.max(offset + 1, end);
      }
      offset = spans.nextFree(offset);
    }
  }

  /** Whether code of any form can begin at the offset: hardly anywhere in prose. */
  private boolean mayBegin(int offset) {
    return switch (text.charAt(offset)) {
      case '`', '<', '-', '&', '$', '\\', '{', '%', '|', ']', '[', ':', '@' -> true;
      default -> hasAddress || atLineStart(offset);
    };
  }

  /** Where the code that begins at the offset ends; the offset itself if none begins there. */
  private int endOfCode(int offset) {
    int end = mayBeginLine(offset) ? firstEnd(offset, STACK_LINE, ADMONITION) : offset;
    if (end > offset) {
      return end;
    }
    return switch (text.charAt(offset)) {
      case '`' -> endOfBackticks(offset);
      case '<' -> firstEnd(offset, TAG, TAG_START);
      case '-' -> text.startsWith("-->", offset) ? offset + 3 : offset;
      case '&' -> firstEnd(offset, ENTITY);
      case '$' -> firstEnd(offset, DOLLAR);
      case '\\' -> firstEnd(offset, BACKSLASH);
      case '{' -> firstEnd(offset, BRACE);
      case '%' -> startsWord(offset) ? firstEnd(offset, PERCENT) : offset;
      case '|' -> startsWord(offset) && !atLineStart(offset) ? firstEnd(offset, BARS) : offset;
      case ']' -> firstEnd(offset, LINK_TARGET);
      case '[' -> firstEnd(offset, BRACKET);
      case ':' -> startsWord(offset) ? firstEnd(offset, COLON) : offset;
      case '@' -> startsWord(offset) ? firstEnd(offset, DOC_TAG) : offset;
      default -> hasAddress && startsWord(offset) ? endOfUrl(offset) : offset;
    };
  }

  private int firstEnd(int offset, Pattern... patterns) {
    for (Pattern pattern : patterns) {
      if (looksAt(pattern, offset)) {
        return matcher.end();
      }
    }
    return offset;
  }

  private boolean looksAt(Pattern pattern, int offset) {
    matcher.usePattern(pattern);
    matcher.region(offset, Math.min(text.length(), offset + REACH));
    return matcher.lookingAt();
  }

  /** Gives back the attributes of a tag, and the title of a link's target, that people read. */
  private void exposeProse(int start, int end) {
    Pattern pattern = text.charAt(start) == '<' ? PROSE_ATTRIBUTE : LINK_TITLE;
    if (text.charAt(start) != '<' && text.charAt(start) != ']') {
      return;
    }
    matcher.usePattern(pattern);
    matcher.region(start, end);
    while (matcher.find()) {
      spans.remove(matcher.start(1), matcher.end(1));
    }
  }

  private int endOfUrl(int offset) {
    char c = text.charAt(offset);
    if (!isAsciiLetter(c) || !looksAt(URL, offset)) {
      return offset;
    }
    int end = matcher.end();
    int depth = 0;
    for (int i = offset; i < end; i++) {
      char inUrl = text.charAt(i);
      depth += inUrl == '(' ? 1 : inUrl == ')' ? -1 : 0;
      if (depth < 0) {
        end = i;
      }
    }
    while (end > offset && ".,;:!?'*_]}".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** A run of backticks closes at the next run of the same length. */
  private int endOfBackticks(int offset) {
    if (text.startsWith(">`_", offset - 1)) {
      return offset;
    }
    int marks = runLength(offset);
    int limit = Math.min(text.length(), offset + marks + REACH);
    for (int i = offset + marks; i < limit; i++) {
      if (text.charAt(i) == '`') {
        int run = runLength(i);
        if (run == marks) {
          return marks == 1 ? endOfQuote(offset, i + 1) : i + run;
        }
        i += run - 1;
      }
    }
    return marks == 1 ? firstEnd(offset, QUOTED_NAME) : offset + marks;
  }

  /** Of reStructuredText's link with a target, the text is prose: {@code `text <target>`_}. */
  private int endOfQuote(int start, int end) {
    boolean link = text.startsWith(">`_", end - 2) && text.charAt(start + 1) != '<';
    return link ? start : end;
  }

  private int runLength(int offset) {
    int end = offset;
    while (end < text.length() && end - offset < REACH && text.charAt(end) == '`') {
      end++;
    }
    return end - offset;
  }

  /** Whether the line that begins at the offset may be one of a stack or an admonition. */
  private boolean mayBeginLine(int offset) {
    if (!atLineStart(offset)) {
      return false;
    }
    int first = offset;
    while (first < text.length() && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
      first++;
    }
    return first < text.length() && "aFT.!?:".indexOf(text.charAt(first)) >= 0;
  }

  private boolean atLineStart(int offset) {
    return offset == 0 || text.charAt(offset - 1) == '\n';
  }

  private boolean startsWord(int offset) {
    return offset == 0 || !Character.isLetterOrDigit(text.charAt(offset - 1));
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
