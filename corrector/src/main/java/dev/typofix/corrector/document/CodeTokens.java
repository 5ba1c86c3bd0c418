package dev.typofix.corrector.document;

import java.util.Locale;
import java.util.Set;

/**
 * Splits text into tokens at blanks, quotes and brackets, and protects those that are code. Words
 * with a hyphen, an apostrophe, or a slash between two of them are prose.
 */
final class CodeTokens {

  /** No word is as long; UTF-16 code units. */
  private static final int LONGEST_WORD = 40;

  /** How far the bracket that closes a call is looked for. */
  private static final int CALL_REACH = 120;

  private static final Set<String> UNITS =
      Set.of(
          "ns", "us", "µs", "ms", "sec", "secs", "min", "mins", "hr", "hrs", "kb", "mb", "gb", "tb",
          "kib", "mib", "gib", "tib", "hz", "khz", "mhz", "ghz", "px", "em", "rem", "pt", "dpi",
          "fps", "km", "cm", "mm", "nm", "kg", "mg", "kw", "kwh", "bps", "kbps", "mbps", "gbps");

  /** Endings in brackets that make a word singular or plural, or the like: {@code file(s)}. */
  private static final Set<String> WORD_ENDINGS =
      Set.of("s", "es", "ies", "d", "ed", "r", "er", "al", "ly", "n", "ing", "a", "e", "or", "y");

  private final String text;
  private final SpanSet spans;
  private final CodeWords words;

  /** Whether the last token was a number, which a unit may follow. */
  private boolean afterNumber;

  private CodeTokens(String text, SpanSet spans) {
    this.text = text;
    this.spans = spans;
    this.words = new CodeWords(text);
  }

  static void find(String text, SpanSet spans) {
    new CodeTokens(text, spans).scan();
  }

  private void scan() {
    int offset = spans.nextFree(0);
    while (offset < text.length()) {
      if (isTokenCharacter(offset)) {
        int limit = spans.nextTaken(offset);
        int end = offset + 1;
        while (end < limit && isTokenCharacter(end)) {
          end++;
        }
        if (words.isPlain(offset, end) && !isCall(end) && !isUnit(offset, end)) {
          afterNumber = false;
        } else {
          split(offset, end);
        }
        offset = spans.nextFree(end);
      } else {
        afterNumber &= text.charAt(offset) == ' ';
        offset = spans.nextFree(offset + 1);
      }
    }
  }

  /** A dash or an ellipsis within a token parts two words, unless it is a path. */
  private void split(int start, int end) {
    int from = start;
    if (!contains('/', start, end) && !contains('\\', start, end)) {
      for (int i = start + 1; i + 2 < end; i++) {
        char c = text.charAt(i);
        if ((c == '-' || c == '.') && text.charAt(i + 1) == c && i > from) {
          token(from, i);
          while (i < end && text.charAt(i) == c) {
            i++;
          }
          from = i;
        }
      }
    }
    token(from, end);
  }

  private void token(int start, int end) {
    if (start >= end) {
      return;
    }
    int from = start;
    int to = end;
    while (from < to && ".:+=&*'’^?".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && ".:+=&*'’^-~@#$%".indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    if (from == to) {
      return;
    }
    boolean dotFile = from > start && text.charAt(from - 1) == '.' && startsToken(from - 1);
    boolean assigned = to < end && text.charAt(to) == '=' && startsToken(start);
    if (dotFile || assigned || isCall(to) || isUnit(from, to)) {
      spans.add(start, to);
    } else {
      classify(start, from, to);
    }
    afterNumber = Character.isDigit(text.charAt(from));
  }

  private void classify(int start, int from, int to) {
    char first = text.charAt(from);
    switch (first) {
      case '-' -> option(from, to);
      case '#' -> hash(from, to);
      case '@', '~', '$', '%' -> spans.add(from, to);
      case '/' -> path(from, to);
      default -> {
        if (contains('\\', from, to)) {
          backslash(from, to);
        } else if (contains('@', from, to)) {
          spans.add(start, to);
        } else if (contains('/', from, to)) {
          path(from, to);
        } else {
          words.protect(from, to, spans);
        }
      }
    }
  }

  private void option(int from, int to) {
    int name = from;
    while (name < to && text.charAt(name) == '-') {
      name++;
    }
    boolean bullet = words.atLineStart(from) && name == from + 1 && to - name > 2;
    if (bullet || !startsToken(from)) {
      words.protect(name, to, spans);
    } else if (name < to) {
      spans.add(from, to);
    }
  }

  /**
   * A number, a tag or a directive; at the start of a line a comment or heading without a blank.
   */
  private void hash(int from, int to) {
    int name = from;
    while (name < to && (text.charAt(name) == '#' || text.charAt(name) == '!')) {
      name++;
    }
    if (words.atLineStart(from) && !words.isDirective(name, to)) {
      token(name, to);
    } else {
      spans.add(from, to);
    }
  }

  private void path(int from, int to) {
    int name = from;
    while (name < to && text.charAt(name) == '/') {
      name++;
    }
    boolean comment = name - from > 1 && words.atLineStart(from);
    if (comment) {
      token(name, to);
    } else if (name > from || words.isPath(from, to)) {
      spans.add(from, to);
    } else {
      words.protectBetween('/', from, to, spans);
    }
  }

  /** Escapes of string literals part words; any other backslash makes a path or a command. */
  private void backslash(int from, int to) {
    int wordStart = from;
    for (int i = words.indexOf('\\', from, to); i < to; i = words.indexOf('\\', i + 1, to)) {
      if (!isEscape(i, from, to)) {
        spans.add(wordStart, to);
        return;
      }
      token(wordStart, i);
      wordStart = Math.min(to, i + 2);
      spans.add(i, wordStart);
      i = wordStart - 1;
    }
    token(wordStart, to);
  }

  private boolean isEscape(int backslash, int from, int to) {
    if (backslash + 1 >= to) {
      return true;
    }
    char next = text.charAt(backslash + 1);
    if ("nrt0'".indexOf(next) < 0) {
      return !Character.isLetterOrDigit(next);
    }
    return backslash + 2 >= to
        || !Character.isLowerCase(text.charAt(backslash + 2))
        || (words.hasQuotes() && (backslash == from || !words.isDrive(from)));
  }

  /** Whether a name that ends at the offset is called there. */
  private boolean isCall(int end) {
    if (end >= text.length() || text.charAt(end) != '(') {
      return false;
    }
    int limit = Math.min(text.length(), end + CALL_REACH);
    int close = words.indexOf(')', end, limit);
    if (close == limit) {
      return end + 1 < limit && "\"'`".indexOf(text.charAt(end + 1)) >= 0;
    }
    String arguments = text.substring(end + 1, close);
    if (WORD_ENDINGS.contains(arguments)) {
      return false;
    }
    return arguments.indexOf(' ') < 0
        || arguments.chars().anyMatch(c -> "\"'`=,_[{".indexOf(c) >= 0 || Character.isDigit(c));
  }

  private boolean contains(char c, int from, int to) {
    return words.indexOf(c, from, to) < to;
  }

  private boolean isUnit(int from, int to) {
    return afterNumber
        && to - from <= 4
        && text.charAt(from - 1) == ' '
        && UNITS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
  }

  private boolean startsToken(int offset) {
    return offset == 0
        || Character.isWhitespace(text.charAt(offset - 1))
        || "\"'`([{<|,".indexOf(text.charAt(offset - 1)) >= 0;
  }

  private boolean isTokenCharacter(int offset) {
    char c = text.charAt(offset);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return true;
    }
    if (Character.isLetterOrDigit(c)) {
      return !Character.isIdeographic(c) && (c < '\u3040' || c > '\u30ff');
    }
    return switch (c) {
      case '_', '.', '/', '\\', ':', '@', '#', '$', '%', '~', '+', '-' -> true;
      case '\'', '’', '*', '^', '&' -> between(offset, offset + 1);
      case '=' -> offset > 0 && !Character.isWhitespace(text.charAt(offset - 1));
      case '>' -> offset > 0 && text.charAt(offset - 1) == '-' && between(offset - 1, offset + 1);
      default -> Character.getType(c) == Character.NON_SPACING_MARK;
    };
  }

  /** Whether what stands in {@code [start, end)} has a letter or digit at both sides. */
  private boolean between(int start, int end) {
    return start > 0
        && end < text.length()
        && Character.isLetterOrDigit(text.charAt(start - 1))
        && Character.isLetterOrDigit(text.charAt(end));
  }

  /** Whether a run of letters is longer than any word. */
  static boolean isTooLong(int start, int end) {
    return end - start > LONGEST_WORD;
  }
}
