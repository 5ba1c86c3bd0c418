package dev.typofix.corrector.sentence;

import dev.typofix.engine.Tokenization;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts edits of one text into tokens, as they change the tokens of its copy; each edit once,
 * however often it is asked for. Confined to one thread.
 */
final class EditPaths {

  private final String text;
  private final Tokenization copy;
  private final int tail;
  private final int endToken;
  private final Function<String, int[]> tokenizer;
  private final Map<EditToScore, EditPath> known = new HashMap<>();

  /**
   * Makes the paths of a text's edits.
   *
   * @param copy the text's tokens
   * @param tail how many tokens behind an edit belong to its path
   * @param endToken what ends a copy
   * @param tokenizer the tokens of any text
   */
  EditPaths(
      String text, Tokenization copy, int tail, int endToken, Function<String, int[]> tokenizer) {
    this.text = text;
    this.copy = copy;
    this.tail = tail;
    this.endToken = endToken;
    this.tokenizer = tokenizer;
  }

  EditPath of(EditToScore edit) {
    return known.computeIfAbsent(edit, this::path);
  }

  private EditPath path(EditToScore edit) {
    int start = edit.start();
    if (start > 0 && text.charAt(start - 1) == ' ') {
      start--;
    }
    int first = firstTokenAfter(start);
    int after = first;
    while (after < copy.count() && copy.starts()[after] < edit.end()) {
      after++;
    }
    int[] changed = editTokens(edit, start, first, after);
    int same = 0;
    while (same < changed.length
        && first + same < after
        && changed[same] == copy.tokens()[first + same]) {
      same++;
    }
    return path(changed, same, first, after);
  }

  /** The tokens of the edited stretch, from the first token it touches to the last. */
  private int[] editTokens(EditToScore edit, int start, int first, int after) {
    int from = first < copy.count() ? Math.min(start, copy.starts()[first]) : start;
    String before = text.substring(from, edit.start());
    int endOfLast = after > 0 ? Math.max(edit.end(), copy.ends()[after - 1]) : edit.end();
    String replaced = before + edit.replacement() + text.substring(edit.end(), endOfLast);
    return tokenizer.apply(replaced);
  }

  private EditPath path(int[] changed, int same, int first, int after) {
    int end = Math.min(copy.count(), after + tail);
    boolean toEnd = end == copy.count();
    int editTokens = changed.length - same;
    int[] tokens = new int[editTokens + end - after + (toEnd ? 1 : 0)];
    System.arraycopy(changed, same, tokens, 0, editTokens);
    System.arraycopy(copy.tokens(), after, tokens, editTokens, end - after);
    if (toEnd) {
      tokens[tokens.length - 1] = endToken;
    }
    return new EditPath(tokens, editTokens, first + same, after, toEnd ? end + 1 : end);
  }

  /** The copy's first token that ends after an offset of the text. */
  int firstTokenAfter(int offset) {
    int low = 0;
    int high = copy.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (copy.ends()[middle] > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
