package dev.typofix.corrector.document;

import java.util.Locale;
import java.util.Set;

/** Tells identifiers, numbers and paths from words. */
final class CodeWords {

  private static final Set<String> DIRECTIVES =
      Set.of(
          "include",
          "define",
          "undef",
          "if",
          "ifdef",
          "ifndef",
          "elif",
          "else",
          "endif",
          "pragma",
          "region",
          "endregion",
          "import",
          "error",
          "warning",
          "nullable");

  /** Names that only paths have. */
  private static final Set<String> FOLDERS =
      Set.of(
          "usr",
          "etc",
          "bin",
          "lib",
          "libs",
          "src",
          "opt",
          "var",
          "tmp",
          "mnt",
          "proc",
          "refs",
          "heads",
          "origin",
          "upstream",
          "pkg",
          "cmd",
          "crates",
          "dist",
          "docs",
          "www",
          "sbin");

  /** A word of so many letters wants a second look; UTF-16 code units. */
  private static final int LONGEST_PLAIN = 30;

  private static final int SHORTEST_HEXADECIMAL = 8;

  private final String text;
  private final boolean quotes;

  CodeWords(String text) {
    this.text = text;
    this.quotes = text.indexOf('"') >= 0;
  }

  /** Whether a string literal may be in the text. */
  boolean hasQuotes() {
    return quotes;
  }

  boolean isDrive(int offset) {
    return offset + 1 < text.length() && text.charAt(offset + 1) == ':';
  }

  boolean isDirective(int from, int to) {
    return from == to
        || Character.isDigit(text.charAt(from))
        || DIRECTIVES.contains(text.substring(from, to));
  }

  /** Whether only blanks stand before the offset on its line. */
  boolean atLineStart(int offset) {
    int i = offset - 1;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  /** Whether names with slashes between them are a path: more than two, or one is no word. */
  boolean isPath(int from, int to) {
    int parts = 0;
    for (int start = from; start <= to; parts++) {
      int end = indexOf('/', start, to);
      if (start == end || isCode(start, end) || isFolder(start, end)) {
        return true;
      }
      start = end + 1;
    }
    return parts > 2;
  }

  private boolean isFolder(int start, int end) {
    return end - start <= 8
        && FOLDERS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a token is a word at first sight, as nearly all are: small English letters, the first
   * perhaps a capital, neither too many nor a hexadecimal number.
   */
  boolean isPlain(int start, int end) {
    char first = text.charAt(start);
    boolean plain = end - start < LONGEST_PLAIN && isSmall(first | 0x20);
    boolean beyondF = false;
    for (int i = start + 1; plain && i < end; i++) {
      char c = text.charAt(i);
      plain = isSmall(c);
      beyondF |= c > 'f';
    }
    return plain && (beyondF || end - start < SHORTEST_HEXADECIMAL);
  }

  private static boolean isSmall(int c) {
    return c >= 'a' && c <= 'z';
  }

  /** Protects a token without slashes, or those of its parts that are code. */
  void protect(int from, int to, SpanSet spans) {
    int start = from;
    int end = to;
    if (text.charAt(from) == '_' || text.charAt(to - 1) == '_') {
      boolean both = text.charAt(from) == '_' && text.charAt(to - 1) == '_';
      boolean emphasis = both ? !text.startsWith("__", from) : isEmphasisOfMore(from, to);
      if (!emphasis) {
        spans.add(from, to);
        return;
      }
      start = text.charAt(from) == '_' ? from + 1 : from;
      end = text.charAt(to - 1) == '_' && to - 1 > start ? to - 1 : to;
    }
    if (start >= end) {
      return;
    }
    if (indexOf(':', start, end) < end && !hasScope(start, end)) {
      protectBetween(':', start, end, spans);
    } else if (indexOf('+', start, end) < end) {
      protectBetween('+', start, end, spans);
    } else if (isCode(start, end)) {
      spans.add(from, to);
    } else {
      protectHyphenated(start, end, spans);
    }
  }

  /** Protects those parts of a token that are code. */
  void protectBetween(char separator, int from, int to, SpanSet spans) {
    for (int start = from; start < to; ) {
      int end = indexOf(separator, start, to);
      if (start < end) {
        if (isCode(start, end)) {
          spans.add(start, end);
        } else {
          protectHyphenated(start, end, spans);
        }
      }
      start = end + 1;
    }
  }

  /** An underscore at one end only is emphasis if another one on the line closes or opens it. */
  private boolean isEmphasisOfMore(int from, int to) {
    boolean opens = text.charAt(from) == '_';
    int step = opens ? 1 : -1;
    int offset = opens ? to : from - 1;
    for (int i = 0; i < DelimitedCode.REACH && offset > 0 && offset < text.length(); i++) {
      char c = text.charAt(offset);
      if (c == '\n') {
        return false;
      }
      if (c == '_' && offset + step > 0 && offset + step < text.length()) {
        return !Character.isLetterOrDigit(text.charAt(offset + step));
      }
      offset += step;
    }
    return (offset == 0 && text.charAt(0) == '_')
        || (offset == text.length() && text.endsWith("_"));
  }

  /** Whether the whole of a token is code. */
  private boolean isCode(int start, int end) {
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ("_.=*^&>@$%~#:".indexOf(c) >= 0) {
        return true;
      }
      digit |= Character.isDigit(c);
    }
    return (digit && !Character.isDigit(text.charAt(start))) || isHexadecimal(start, end);
  }

  /** Of {@code 64-bit} the number is protected, of {@code GitHub-like} the name. */
  private void protectHyphenated(int from, int to, SpanSet spans) {
    int hyphen = indexOf('-', from, to);
    if (hyphen < to && hasDigit(from, hyphen) && hasDigit(hyphen, to)) {
      spans.add(from, to);
      return;
    }
    for (int start = from; start < to; ) {
      int end = indexOf('-', start, to);
      if (hasDigit(start, end) || isCamelCase(start, end) || CodeTokens.isTooLong(start, end)) {
        spans.add(start, end);
      }
      start = end + 1;
    }
  }

  private boolean hasDigit(int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a capital follows a small letter, or two small letters follow three capitals. {@code
   * THis} is a typing error and {@code URLs} a word.
   */
  private boolean isCamelCase(int start, int end) {
    int capitals = 0;
    for (int i = start; i < end; i++) {
      if (Character.isUpperCase(text.charAt(i))) {
        if (i > start && Character.isLowerCase(text.charAt(i - 1))) {
          return true;
        }
        capitals++;
      } else {
        if (capitals >= 3 && i + 1 < end && Character.isLowerCase(text.charAt(i + 1))) {
          return true;
        }
        capitals = 0;
      }
    }
    return false;
  }

  private boolean isHexadecimal(int start, int end) {
    if (end - start < SHORTEST_HEXADECIMAL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }

  /** The first place of a character in {@code [from, to)}, or {@code to}. */
  int indexOf(char c, int from, int to) {
    int index = from;
    while (index < to && text.charAt(index) != c) {
      index++;
    }
    return index;
  }

  private boolean hasScope(int from, int to) {
    int colon = indexOf(':', from, to);
    return colon + 1 < to && text.charAt(colon + 1) == ':';
  }
}
