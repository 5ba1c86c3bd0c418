package dev.typofix.corrector;

import com.google.common.base.Preconditions;
import java.util.OptionalDouble;

/**
 * What a user may choose for one check; none of it changes what the model says.
 *
 * @param minimumConfidence findings below are left out, from 0 to 1; empty for the threshold that
 *     the model was calibrated with
 * @param vocabulary words that are right beyond the built-in lexicon
 * @param unknownWords what to do with unknown words that have no good replacement
 */
public record CheckOptions(
    OptionalDouble minimumConfidence, Vocabulary vocabulary, UnknownWords unknownWords) {

  /** The product's defaults. */
  public static final CheckOptions DEFAULT =
      new CheckOptions(OptionalDouble.empty(), Vocabulary.EMPTY, UnknownWords.IGNORE);

  public CheckOptions {
    minimumConfidence.ifPresent(
        value ->
            Preconditions.checkArgument(
                value >= 0 && value <= 1, "minimum confidence %s is not from 0 to 1", value));
  }

  /** Whether words that no lexicon holds and that have no good replacement are findings. */
  public enum UnknownWords {
    IGNORE,
    REPORT
  }
}
