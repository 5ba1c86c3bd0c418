package dev.typofix.server.session;

import dev.typofix.corrector.CancelCheck;

/** Checks a snapshot; called on the inference thread only. */
@FunctionalInterface
public interface SnapshotCheck {

  /**
   * Checks a snapshot.
   *
   * @throws java.util.concurrent.CancellationException if {@code cancel} says so
   */
  CheckedDocument check(DocumentSnapshot snapshot, CancelCheck cancel);
}
