package dev.typofix.corrector.sentence;

import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.document.Passage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts passages into sentences: after a full stop, a question or exclamation mark that a blank and
 * no small letter follow, and at blank lines. Longer sentences than a keystroke leaves time for are
 * cut behind a clause or at a blank. Pure.
 */
public final class SentenceSplitter {

  /** Longer sentences are cut: about 50 tokens of English. */
  static final int LONGEST = 200;

  /** Neighbours are joined up to this length, so that short ones are judged in some context. */
  static final int SHORTEST = 60;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "etc", "vs", "cf", "mr", "mrs", "ms", "dr", "prof", "st", "no", "fig", "eq",
          "sec", "ca", "approx", "resp", "incl", "al", "jr", "sr", "inc", "ltd", "vol", "pp", "ed");

  /** What ends a clause, where a blank follows. */
  private static final String CLAUSE_ENDS = ";:,)–—";

  private SentenceSplitter() {}

  /** The sentences of a passage in order; only blanks lie between them. */
  public static List<Sentence.Placed> split(Passage passage) {
    String text = passage.text();
    List<Sentence.Placed> sentences = new ArrayList<>();
    SpanCursor spans = new SpanCursor(passage.protectedSpans());
    int start = 0;
    while (start < text.length()) {
      int end = sentenceEnd(text, start);
      addTrimmed(text, start, end, spans, sentences);
      start = end;
    }
    return sentences;
  }

  /**
   * A sentence cut in two, at the last blank of its first half if there is one; none of a single
   * character.
   */
  public static List<Sentence.Placed> halves(Sentence sentence) {
    String text = sentence.text();
    List<Sentence.Placed> halves = new ArrayList<>();
    if (text.codePointCount(0, text.length()) > 1) {
      int middle = text.lastIndexOf(' ', text.length() / 2) + 1;
      if (middle == 0) {
        middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
      }
      SpanCursor spans = new SpanCursor(sentence.protectedSpans());
      addTrimmed(text, 0, middle, spans, halves);
      addTrimmed(text, middle, text.length(), spans, halves);
    }
    return halves;
  }

  private static void addTrimmed(
      String text, int start, int end, SpanCursor spans, List<Sentence.Placed> sentences) {
    int first = start;
    int last = end;
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    if (first == last) {
      return;
    }
    char[] characters = text.substring(first, last).toCharArray();
    for (int i = 0; i < characters.length; i++) {
      if (Character.isWhitespace(characters[i])) {
        characters[i] = ' ';
      }
    }
    Sentence sentence = new Sentence(new String(characters), spans.within(first, last));
    sentences.add(new Sentence.Placed(sentence, first));
  }

  private static int sentenceEnd(String text, int start) {
    int limit = Math.min(text.length(), start + LONGEST);
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\n' && isBlankLine(text, i + 1)) {
        return i + 1;
      }
      if ((c == '.' || c == '!' || c == '?') && i - start >= SHORTEST && endsSentence(text, i)) {
        return Math.min(limit, afterClosing(text, i + 1));
      }
    }
    return limit == text.length() ? limit : cut(text, start, limit);
  }

  private static boolean isBlankLine(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (!Character.isWhitespace(c)) {
        return false;
      }
    }
    return false;
  }

  private static boolean endsSentence(String text, int stop) {
    int next = afterClosing(text, stop + 1);
    if (next >= text.length() || !Character.isWhitespace(text.charAt(next))) {
      return false;
    }
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next < text.length() && Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    return text.charAt(stop) != '.' || !isAbbreviation(text, stop);
  }

  private static int afterClosing(String text, int offset) {
    int end = offset;
    while (end < text.length() && "\"')]”’*_".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean isAbbreviation(String text, int stop) {
    int start = stop;
    while (start > 0
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
    return word.length() == 1 || ABBREVIATIONS.contains(word);
  }

  /**
   * Where the last clause of a sentence's second half ends, or its last word, or the limit in a
   * text without blanks.
   */
  private static int cut(String text, int start, int limit) {
    int afterWord = 0;
    for (int i = limit - 1; i > start + LONGEST / 2; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        if (CLAUSE_ENDS.indexOf(text.charAt(i - 1)) >= 0) {
          return i + 1;
        }
        afterWord = Math.max(afterWord, i + 1);
      }
    }
    if (afterWord > 0) {
      return afterWord;
    }
    boolean insideCharacter = Character.isSurrogatePair(text.charAt(limit - 1), text.charAt(limit));
    return insideCharacter ? limit - 1 : limit;
  }

  /** Hands out the spans within rising ranges, so that a passage is walked once. */
  private static final class SpanCursor {
    private final List<Span> spans;
    private int next;

    SpanCursor(List<Span> spans) {
      this.spans = spans;
    }

    List<Span> within(int start, int end) {
      List<Span> inside = new ArrayList<>();
      while (next < spans.size() && spans.get(next).end() <= start) {
        next++;
      }
      for (int i = next; i < spans.size() && spans.get(i).start() < end; i++) {
        Span span = spans.get(i);
        inside.add(
            new Span(Math.max(span.start(), start) - start, Math.min(span.end(), end) - start));
      }
      return inside;
    }
  }
}
