package dev.typofix.server.lsp;

import dev.typofix.server.message.Failures;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/** Work whose end nobody waits for, and whose failure is not lost all the same. Thread-safe. */
record Background(TypofixClient client) {

  /** Has a failure logged, unless it is the editor's no or a cancellation. */
  void follow(CompletableFuture<?> work) {
    var unused = work.whenComplete((result, failure) -> log(failure));
  }

  private void log(Throwable failure) {
    Throwable root = failure instanceof CompletionException ? failure.getCause() : failure;
    if (root != null
        && !(root instanceof CancellationException)
        && !(root instanceof ResponseErrorException)) {
      client.logMessage(
          new MessageParams(
              MessageType.Error, "Something failed in the background: " + Failures.describe(root)));
    }
  }
}
