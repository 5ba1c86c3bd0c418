package dev.typofix.server.cli;

import java.util.Locale;

/** Counts corrections. Confined to one thread. */
final class FixTally {

  private int corrections;
  private int files;

  /** Counts the corrections of one file. */
  void add(int count) {
    if (count > 0) {
      corrections += count;
      files++;
    }
  }

  boolean any() {
    return corrections > 0;
  }

  /** {@code 12 fixed in 3 files}. */
  String summary(String verb) {
    return String.format(
        Locale.ROOT, "%,d %s in %,d file%s", corrections, verb, files, files == 1 ? "" : "s");
  }
}
