package dev.typofix.tooling.evaluate.write;

/**
 * What a model wrote.
 *
 * @param text without outer blanks
 * @param tokens how many it wrote, the one that ended it included
 * @param nanos from the text as typed to the last token
 */
public record Written(String text, int tokens, long nanos) {}
