package dev.typofix.server.cli;

/** Writes findings in one of the formats; texts come in the order in which they were checked. */
interface Report {

  /** Writes the findings of one text. */
  void add(CheckedText checked);

  /** Writes what comes after the last text. */
  default void finish() {}
}
