package dev.typofix.tooling.generate;

import dev.typofix.tooling.corpus.PassageLength;
import dev.typofix.tooling.corpus.TextLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be generated. It decides every byte of the output, whatever the number of threads.
 *
 * @param layout empty to guess each file's
 * @param count how many pairs; empty to use each text once
 * @param length of long contexts; empty for one to three sentences
 * @param validationShare of the documents that are written to a file of their own, from 0 to 1
 */
record GenerationPlan(
    List<Path> inputs,
    Optional<TextLayout> layout,
    long seed,
    OptionalLong count,
    Optional<PassageLength> length,
    PairFormat format,
    double validationShare,
    ErrorProfile profile) {

  GenerationPlan {
    inputs = List.copyOf(inputs);
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "--validation-share must be 0 or more and below 1, but is " + validationShare);
    }
    if (count.isPresent() && count.getAsLong() < 1) {
      throw new IllegalArgumentException("--count must be 1 or more");
    }
  }
}
