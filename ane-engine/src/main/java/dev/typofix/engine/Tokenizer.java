package dev.typofix.engine;

import java.util.OptionalInt;

/** Cuts text into a model's tokens. Thread-safe. */
public interface Tokenizer extends AutoCloseable {

  /**
   * Tokenizes text as it stands, without special tokens. Any string is accepted: lone surrogates
   * count as U+FFFD, and the offsets still fit the text that was given.
   */
  Tokenization tokenize(String text);

  /**
   * The text of a token, with its leading blank if it has one, or of several that follow each
   * other. Bytes that are no whole character by then become U+FFFD.
   */
  String text(int... tokens);

  /** The number of a token by its exact name in the vocabulary, special tokens included. */
  OptionalInt tokenNumber(String name);

  /** Closing twice has no effect. */
  @Override
  void close();
}
