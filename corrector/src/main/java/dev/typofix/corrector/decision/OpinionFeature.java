package dev.typofix.corrector.decision;

import java.util.Locale;

/**
 * What a second, larger model says of an edit that the first one does not rule out. Stands behind
 * every {@link Feature} in the vectors of a second decision.
 */
public enum OpinionFeature {
  /** log P(edit) − log P(copy), with context. */
  LOG_ODDS,
  /** The edit's own tokens. */
  EDIT_LOG_PROB,
  /** The copy's own tokens. */
  COPY_LOG_PROB,
  /** How much better the text goes on after the edit. */
  CONTEXT_GAIN,
  /** The least probable token of the copy. */
  LOWEST_COPY_LOG_PROB,
  /** Log-odds less those of the best other edit of the same place that the model was asked for. */
  MARGIN;

  /** The name in the calibration file. */
  public String code() {
    return "second_" + name().toLowerCase(Locale.ROOT);
  }
}
