package dev.typofix.tooling.errors;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes errors of one kind. Pure but for the random numbers that it draws. */
@FunctionalInterface
interface ErrorSource {

  /**
   * An error at a word; null where none of this kind is likely.
   *
   * @param index the word's place in the text
   */
  @Nullable Typed at(ProseText text, int index, RandomGenerator random);

  /**
   * What is typed in place of a range of the text.
   *
   * @param start UTF-16 offset
   * @param end exclusive
   */
  record Typed(int start, int end, String replacement) {}
}
