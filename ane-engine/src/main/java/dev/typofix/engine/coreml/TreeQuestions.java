package dev.typofix.engine.coreml;

import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;

/** What a tree asks, answered block by block. Confined to one thread. */
final class TreeQuestions {

  private final TokenTree tree;
  private final int topCount;
  private final float[] targetLogProbs; // [targets]
  private final int[] topTokens; // [tops, topCount]
  private final float[] topLogProbs; // [tops, topCount]

  TreeQuestions(TokenTree tree, int topCount) {
    this.tree = tree;
    this.topCount = topCount;
    this.targetLogProbs = new float[tree.targetCount()];
    this.topTokens = new int[tree.topCount() * topCount];
    this.topLogProbs = new float[tree.topCount() * topCount];
  }

  /**
   * Answers what is asked about the nodes of a block.
   *
   * @param start the first node whose answers are wanted
   * @param end after the last one
   * @param firstSlot the node of the block's first row
   */
  void answer(int start, int end, int firstSlot, BlockAnswers block) {
    for (int target = 0; target < targetLogProbs.length; target++) {
      int node = tree.firstNode() + tree.targetRow(target);
      if (node >= start && node < end) {
        targetLogProbs[target] = block.logProb(node - firstSlot, tree.targetToken(target));
      }
    }
    for (int top = 0; top < tree.topCount(); top++) {
      int node = tree.firstNode() + tree.topRow(top);
      if (node >= start && node < end) {
        block.top(node - firstSlot, topTokens, topLogProbs, top * topCount, topCount);
      }
    }
  }

  /** The answers, in the order of the questions. */
  TreeScores scores() {
    return new TreeScores(targetLogProbs, topCount, topTokens, topLogProbs);
  }
}
