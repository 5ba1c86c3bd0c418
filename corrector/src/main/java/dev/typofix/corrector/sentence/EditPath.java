package dev.typofix.corrector.sentence;

/**
 * How a copy goes on where an edit makes it another: from the first token that differs to a few
 * behind the edit.
 *
 * @param tokens of the copy with the edit, one at least
 * @param editTokens how many of them the edit itself has; the rest is context
 * @param firstCopy the first token of the copy that differs
 * @param endOfEdit the end of the tokens that only the copy has
 * @param endOfCopy the end of the stretch of the copy that these tokens stand for; its end mark
 *     counts as a token
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EditPath(int[] tokens, int editTokens, int firstCopy, int endOfEdit, int endOfCopy) {}
