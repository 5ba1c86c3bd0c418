package dev.typofix.corrector.sentence;

/**
 * What the model says of an edit, in natural logarithms.
 *
 * @param logOdds log P(text with the edit) − log P(text as typed), over the stretch that the edit
 *     changes and a few tokens after it
 * @param editLogProb log P of the tokens that only the edit has
 * @param copyLogProb log P of the tokens that only the text as typed has
 */
public record EditScore(double logOdds, double editLogProb, double copyLogProb) {

  /** The edit's right context with it, less the same without: how well the sentence goes on. */
  public double contextGain() {
    return logOdds - (editLogProb - copyLogProb);
  }
}
