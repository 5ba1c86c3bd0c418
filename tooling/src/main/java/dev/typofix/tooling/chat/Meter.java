package dev.typofix.tooling.chat;

import java.util.Locale;
import java.util.Optional;

/** Counts tokens and the time that they took. Thread-safe. */
final class Meter {

  private int read;
  private long readNanos;
  private int written;
  private long writtenNanos;
  private boolean told;

  /** Tokens of a prompt went through the model. */
  synchronized void read(int tokens, long nanos) {
    read += tokens;
    readNanos += nanos;
  }

  /** One token of an answer did. */
  synchronized void wrote(long nanos) {
    written++;
    writtenNanos += nanos;
  }

  /** The rates, in one line, for the first who asks after anything was counted. */
  synchronized Optional<String> tellOnce() {
    if (told || read == 0) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d tokens read (%.1f a second), %d steps written (%.1f a second)",
            read,
            rate(read, readNanos),
            written,
            rate(written, writtenNanos)));
  }

  private static double rate(int count, long nanos) {
    return nanos == 0 ? 0 : count * 1e9 / nanos;
  }
}
