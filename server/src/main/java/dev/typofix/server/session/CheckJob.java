package dev.typofix.server.session;

import java.util.concurrent.CompletableFuture;

/**
 * One check that is due, running or done. Guarded by its {@link CheckQueue}, but for the result.
 */
final class CheckJob {

  final DocumentSnapshot snapshot;
  final CompletableFuture<CheckedDocument> result = new CompletableFuture<>();

  /** When it may start, by {@link System#nanoTime()}. */
  long dueNanos;

  /** The higher, the more urgent; below 0 if it may wait until nothing else is to be done. */
  long urgency;

  boolean started;

  CheckJob(DocumentSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Whether it is a check of this version. */
  boolean isFor(DocumentSnapshot other) {
    return snapshot.version() == other.version() && snapshot.text().equals(other.text());
  }
}
