package dev.typofix.engine;

import com.google.common.base.Preconditions;

/** What {@link Session#extend} found, in the order in which the tree asked. Immutable. */
public final class TreeScores {

  private final float[] targetLogProbs; // [targets]
  private final int topCount;
  private final int[] topTokens; // [tops, topCount]
  private final float[] topLogProbs; // [tops, topCount]

  /**
   * Wraps a backend's arrays, which the caller gives up.
   *
   * @param topCount how many tokens stand in a row of {@code topTokens} and {@code topLogProbs}
   */
  public TreeScores(float[] targetLogProbs, int topCount, int[] topTokens, float[] topLogProbs) {
    Preconditions.checkArgument(
        topTokens.length == topLogProbs.length && topTokens.length % Math.max(1, topCount) == 0,
        "%s top tokens and %s log-probabilities in rows of %s",
        topTokens.length,
        topLogProbs.length,
        topCount);
    this.targetLogProbs = targetLogProbs;
    this.topCount = topCount;
    this.topTokens = topTokens;
    this.topLogProbs = topLogProbs;
  }

  /** Natural logarithm of the target's probability, at most 0. */
  public float targetLogProb(int target) {
    return targetLogProbs[target];
  }

  /** How many of the most probable tokens are known for each top row. */
  public int topCount() {
    return topCount;
  }

  /**
   * The token of a rank, 0 the most probable.
   *
   * @param top the index that {@link TokenTree.Builder#addTop} returned
   */
  public int topToken(int top, int rank) {
    return topTokens[top * topCount + rank];
  }

  /** The natural logarithm of that token's probability. */
  public float topLogProb(int top, int rank) {
    return topLogProbs[top * topCount + rank];
  }
}
