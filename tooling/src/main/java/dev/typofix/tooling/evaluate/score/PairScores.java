package dev.typofix.tooling.evaluate.score;

/**
 * How near texts come to what they should read.
 *
 * @param file the name of the file of pairs
 * @param asTyped before anything is corrected
 * @param corrected with every shown finding's first replacement
 */
public record PairScores(String file, int pairs, Nearness asTyped, Nearness corrected) {

  /**
   * The nearness of many texts to their references.
   *
   * @param exactMatch the share that is the same, blanks folded
   * @param editSimilarity the mean of 1 − Levenshtein distance / length of the longer, from 0 to 1
   * @param bleu of all texts together, from 0 to 100
   * @param rougeL the mean F-measure, from 0 to 1
   */
  public record Nearness(double exactMatch, double editSimilarity, double bleu, double rougeL) {}
}
