package dev.typofix.engine;

import com.google.common.base.Preconditions;

/**
 * A text's tokens and where each stands. Offsets are UTF-16 code units of the text given, ranges
 * {@code [start, end)} never decrease; a token that is a part of one character has that character's
 * whole range. The arrays are the caller's own to read, never to change.
 *
 * @param tokens token numbers, [n]
 * @param starts first offset of each token, [n]
 * @param ends end offset of each token, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // primitive arrays on the hot path; identity is not used
public record Tokenization(int[] tokens, int[] starts, int[] ends) {

  public Tokenization {
    Preconditions.checkArgument(
        tokens.length == starts.length && tokens.length == ends.length,
        "%s tokens, %s starts, %s ends",
        tokens.length,
        starts.length,
        ends.length);
  }

  public int count() {
    return tokens.length;
  }
}
