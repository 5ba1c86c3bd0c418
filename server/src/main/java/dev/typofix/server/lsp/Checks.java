package dev.typofix.server.lsp;

import dev.typofix.server.session.CheckedDocument;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** What requests about a document's findings have in common. */
final class Checks {

  private Checks() {}

  /**
   * The check of a document's current version. Empty if it is not open or cannot be checked; fails
   * with "content modified" if it is edited meanwhile. Each caller has a future of its own, which
   * an editor may cancel.
   */
  static CompletableFuture<Optional<CheckedDocument>> current(DiagnosticFlow flow, String uri) {
    return flow.check(uri)
        .map(check -> check.handle(Checks::answer))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private static Optional<CheckedDocument> answer(CheckedDocument checked, Throwable failure) {
    if (failure instanceof CancellationException) {
      throw Responses.contentModified();
    }
    return failure == null ? Optional.of(checked) : Optional.empty();
  }
}
