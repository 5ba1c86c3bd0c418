package dev.typofix.tooling.generate;

/** How a pair is written as a line of JSON. */
public enum PairFormat {
  /** {@code {"corrupted": …, "clean": …}}. */
  PAIRS,
  /** The same, with the errors: offsets in code points of the clean text. */
  PAIRS_WITH_EDITS,
  /** {@code {"messages": [system, user, assistant]}}, as chat models are fine-tuned. */
  CHAT
}
