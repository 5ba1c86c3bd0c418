package dev.typofix.engine.coreml;

/** The answers to a block's last prediction, by row. Confined to one thread at a time. */
interface BlockAnswers {

  /** Forgets the block before: there was a new prediction. */
  void forget();

  /** log P(token | what the row sees). */
  float logProb(int row, int token);

  /**
   * The most probable tokens of a row; of equal ones the lower number first.
   *
   * @param tokens filled from {@code start} on
   * @param logProbs filled from {@code start} on
   * @param count how many
   */
  void top(int row, int[] tokens, float[] logProbs, int start, int count);

  /** What is thrown where the logarithm of a row's sum is no number. */
  static IllegalStateException noProbabilities(int row, double logSum) {
    return new IllegalStateException(
        "Core ML gave no probabilities for row %d (log of their sum: %s); report this with the output of typofix doctor"
            .formatted(row, logSum));
  }
}
