package dev.typofix.engine.coreml;

import java.util.Arrays;

/**
 * Log-probabilities out of a block's logits and their maxima and sums by group, of the rows that
 * are asked about only. Confined to one thread at a time.
 */
final class GroupedAnswers implements BlockAnswers {

  private final ProgramDescription program;
  private final ProgramContract contract;
  private final BridgeSession bridge;
  private final int rows;
  private final float[] maxima; // [B] of the row in `reduced`
  private final float[] sums; // [B] of the row in `reduced`
  private final float[] single = new float[1];
  private final double[] logSums; // [K], NaN where not known yet
  private int reduced = -1; // the row whose maxima were read

  GroupedAnswers(ProgramDescription program, ProgramContract contract, BridgeSession bridge) {
    this.program = program;
    this.contract = contract;
    this.bridge = bridge;
    this.rows = program.block();
    this.maxima = new float[program.groups()];
    this.sums = new float[program.groups()];
    this.logSums = new double[rows];
  }

  @Override
  public void forget() {
    reduced = -1;
    Arrays.fill(logSums, Double.NaN);
  }

  @Override
  public float logProb(int row, int token) {
    int chunk = 0;
    int offset = token;
    while (offset >= program.logitChunks().get(chunk)) {
      offset -= program.logitChunks().get(chunk++);
    }
    read(chunk, offset, row, single);
    return (float) (single[0] - logSum(row));
  }

  /** They lie in the groups with the highest maxima, one group a token at most. */
  @Override
  public void top(int row, int[] tokens, float[] logProbs, int start, int count) {
    double logSum = logSum(row);
    reduce(row);
    TopTokens best = new TopTokens(count);
    TopTokens groups = new TopTokens(Math.min(count, maxima.length));
    for (int group = 0; group < maxima.length; group++) {
      groups.offer(group, maxima[group]);
    }
    float[] logits = new float[program.logitGroup()];
    for (int rank = 0; rank < groups.size(); rank++) {
      readGroup(groups.number(rank), row, logits);
      int first = groups.number(rank) * program.logitGroup();
      int end = Math.min(logits.length, program.vocabularySize() - first);
      for (int i = 0; i < end; i++) {
        best.offer(first + i, logits[i]);
      }
    }
    for (int rank = 0; rank < best.size(); rank++) {
      tokens[start + rank] = best.number(rank);
      logProbs[start + rank] = (float) (best.value(rank) - logSum);
    }
  }

  private double logSum(int row) {
    if (Double.isNaN(logSums[row])) {
      reduce(row);
      double largest = Double.NEGATIVE_INFINITY;
      for (float maximum : maxima) {
        largest = Math.max(largest, maximum);
      }
      double sum = 0;
      for (int group = 0; group < maxima.length; group++) {
        sum += sums[group] * Math.exp(maxima[group] - largest);
      }
      logSums[row] = largest + Math.log(sum);
      if (!Double.isFinite(logSums[row])) {
        throw BlockAnswers.noProbabilities(row, logSums[row]);
      }
    }
    return logSums[row];
  }

  private void reduce(int row) {
    if (reduced != row) {
      bridge.read(contract.groupMax(), row, rows, maxima);
      bridge.read(contract.groupSum(), row, rows, sums);
      reduced = row;
    }
  }

  private void readGroup(int group, int row, float[] logits) {
    int chunk = 0;
    int offset = group * program.logitGroup();
    while (offset >= program.logitChunks().get(chunk)) {
      offset -= program.logitChunks().get(chunk++);
    }
    read(chunk, offset, row, logits);
  }

  /** Logits of neighbouring tokens: the row is an output's last axis. */
  private void read(int chunk, int offset, int row, float[] logits) {
    bridge.read(contract.logits().get(chunk), (long) offset * rows + row, rows, logits);
  }
}
