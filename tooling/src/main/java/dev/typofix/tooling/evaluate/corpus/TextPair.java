package dev.typofix.tooling.evaluate.corpus;

/** A text as typed and as it should read. */
public record TextPair(String corrupted, String clean) {}
