package dev.typofix.corrector.sentence;

/**
 * An edit of a sentence as the scorer sees it.
 *
 * @param start first offset in the sentence
 * @param end end offset
 * @param replacement the text that would stand there
 */
public record EditToScore(int start, int end, String replacement) {}
