package dev.typofix.corrector.ngram;

import java.util.Arrays;
import java.util.Locale;

/**
 * A text cut into words in lower case, numbers (all alike) and punctuation (the ends of sentences
 * alike, the quotation marks alike, rare marks alike). Immutable.
 */
public final class NgramTokens {

  /** What stands between sentences and paragraphs. */
  public static final long BOUNDARY = NgramKey.of(".");

  private static final long NUMBER = NgramKey.of("0");

  private final long[] keys;
  private final int[] starts;
  private final int[] ends;

  private NgramTokens(long[] keys, int[] starts, int[] ends) {
    this.keys = keys;
    this.starts = starts;
    this.ends = ends;
  }

  /** Cuts a text. */
  public static NgramTokens of(CharSequence text) {
    Cutter cutter = new Cutter(text);
    while (cutter.next()) {}
    return new NgramTokens(
        Arrays.copyOf(cutter.keys, cutter.size),
        Arrays.copyOf(cutter.starts, cutter.size),
        Arrays.copyOf(cutter.ends, cutter.size));
  }

  /** How many tokens there are. */
  public int size() {
    return keys.length;
  }

  /** The key of a token. */
  public long key(int index) {
    return keys[index];
  }

  /** The first token that begins at an offset (UTF-16) or behind it; the size if there is none. */
  int firstFrom(int offset) {
    int place = Arrays.binarySearch(starts, offset);
    return place >= 0 ? place : -place - 1;
  }

  /** How many tokens end at an offset (UTF-16) or before it. */
  int endingBy(int offset) {
    int place = Arrays.binarySearch(ends, offset);
    return place >= 0 ? place + 1 : -place - 1;
  }

  /** Walks over a text once. */
  private static final class Cutter {
    private final CharSequence text;
    private long[] keys = new long[32];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int size;
    private int at;

    Cutter(CharSequence text) {
      this.text = text;
    }

    boolean next() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return false;
      }
      int start = at;
      char first = text.charAt(at);
      long key;
      if (Character.isLetter(first)) {
        key = word(start);
      } else if (Character.isDigit(first)) {
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
          at++;
        }
        key = NUMBER;
      } else {
        at++;
        key = NgramKey.of(mark(first));
      }
      add(key, start);
      return true;
    }

    /** Letters, with apostrophes between them. */
    private long word(int start) {
      while (at < text.length()
          && (Character.isLetter(text.charAt(at)) || isApostropheWithin(at))) {
        at++;
      }
      return NgramKey.of(
          text.subSequence(start, at).toString().toLowerCase(Locale.ROOT).replace('’', '\''));
    }

    private boolean isApostropheWithin(int place) {
      char c = text.charAt(place);
      return (c == '\'' || c == '’')
          && place + 1 < text.length()
          && Character.isLetter(text.charAt(place + 1));
    }

    private static String mark(char c) {
      return switch (c) {
        case '.', '!', '?' -> ".";
        case ',', ';' -> ",";
        case ':', '(', ')', '-' -> String.valueOf(c);
        case '\'', '"', '`', '’' -> "\"";
        default -> "#";
      };
    }

    private void add(long key, int start) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      keys[size] = key;
      starts[size] = start;
      ends[size++] = at;
    }
  }
}
