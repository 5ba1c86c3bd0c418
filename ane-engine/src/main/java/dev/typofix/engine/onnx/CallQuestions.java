package dev.typofix.engine.onnx;

import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * What a call asks of the graph's head, and its answers. Only rows with a question go through the
 * head, each once. The graph wants at least one question of each kind: one that nobody asked is put
 * to the first row, and its answer dropped. Confined to one thread at a time.
 */
final class CallQuestions {

  private final int topCount;
  private final LongStorage outputRows = new LongStorage();
  private final LongStorage targetRows = new LongStorage();
  private final LongStorage targetTokens = new LongStorage();
  private final LongStorage topRows = new LongStorage();
  private final FloatStorage targetLogProbs = new FloatStorage();
  private final FloatStorage topLogProbs = new FloatStorage();
  private final LongStorage topTokens = new LongStorage();
  private int[] outputOfRow = new int[0]; // [rows], -1 without a question
  private int outputCount;
  private int targetCount;
  private int topRowCount;

  CallQuestions(int topCount) {
    this.topCount = topCount;
  }

  /** Puts the tree's questions into the buffers. */
  void ask(TokenTree tree) {
    targetCount = tree.targetCount();
    topRowCount = tree.topCount();
    outputCount = 0;
    if (outputOfRow.length < tree.rowCount()) {
      outputOfRow = new int[tree.rowCount() * 2];
    }
    Arrays.fill(outputOfRow, 0, tree.rowCount(), -1);
    LongBuffer outputs = outputRows.first(tree.rowCount());
    LongBuffer rows = targetRows.first(atLeastOne(targetCount)).put(0, 0);
    LongBuffer tokens = targetTokens.first(atLeastOne(targetCount)).put(0, 0);
    for (int target = 0; target < targetCount; target++) {
      rows.put(target, output(tree.targetRow(target), outputs));
      tokens.put(target, tree.targetToken(target));
    }
    LongBuffer tops = topRows.first(atLeastOne(topRowCount)).put(0, 0);
    for (int top = 0; top < topRowCount; top++) {
      tops.put(top, output(tree.topRow(top), outputs));
    }
    if (outputCount == 0) {
      output(0, outputs);
    }
  }

  LongBuffer outputRows() {
    return outputRows.first(outputCount);
  }

  LongBuffer targetRows() {
    return targetRows.first(atLeastOne(targetCount));
  }

  LongBuffer targetTokens() {
    return targetTokens.first(atLeastOne(targetCount));
  }

  LongBuffer topRows() {
    return topRows.first(atLeastOne(topRowCount));
  }

  FloatBuffer targetLogProbs() {
    return targetLogProbs.first(atLeastOne(targetCount));
  }

  FloatBuffer topLogProbs() {
    return topLogProbs.first(atLeastOne(topRowCount) * topCount);
  }

  LongBuffer topTokens() {
    return topTokens.first(atLeastOne(topRowCount) * topCount);
  }

  /** The answers, in the order of the tree's questions. */
  TreeScores answers() {
    float[] targets = new float[targetCount];
    targetLogProbs().get(0, targets);
    float[] logProbs = new float[topRowCount * topCount];
    topLogProbs().get(0, logProbs);
    int[] tokens = new int[topRowCount * topCount];
    LongBuffer numbers = topTokens();
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) numbers.get(i);
    }
    return new TreeScores(targets, topCount, tokens, logProbs);
  }

  /** The index of a row among those that go through the head. */
  private int output(int row, LongBuffer outputs) {
    if (outputOfRow[row] < 0) {
      outputs.put(outputCount, row);
      outputOfRow[row] = outputCount++;
    }
    return outputOfRow[row];
  }

  private static int atLeastOne(int count) {
    return Math.max(1, count);
  }
}
