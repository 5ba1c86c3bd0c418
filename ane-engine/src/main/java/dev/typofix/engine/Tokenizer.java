package dev.typofix.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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

  /**
   * The tokens of a prompt's pieces ({@link ModelManifest.Prompt}): a piece that is a token's exact
   * name is that token, any other is a text that is tokenized by itself.
   */
  default int[] pieces(List<String> pieces) {
    return pieces.stream()
        .flatMapToInt(
            piece -> {
              OptionalInt token = tokenNumber(piece);
              return token.isPresent()
                  ? IntStream.of(token.getAsInt())
                  : IntStream.of(tokenize(piece).tokens());
            })
        .toArray();
  }

  /** Closing twice has no effect. */
  @Override
  void close();
}
