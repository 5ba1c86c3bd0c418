package dev.typofix.server.lsp;

import dev.typofix.server.message.Failures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Keeps the protocol's order: nothing before {@code initialize}, only {@code exit} after {@code
 * shutdown}; and keeps a message that fails from touching the next. Called by the listener thread.
 */
final class LifecycleEndpoint implements Endpoint {

  private enum Phase {
    BEFORE_INITIALIZE,
    RUNNING,
    SHUT_DOWN
  }

  private final Endpoint server;
  private final Consumer<String> log;
  private Phase phase = Phase.BEFORE_INITIALIZE;

  /**
   * Wraps a server.
   *
   * @param log takes a line about a notification that failed; it holds no user's text
   */
  LifecycleEndpoint(Endpoint server, Consumer<String> log) {
    this.server = server;
    this.log = log;
  }

  @Override
  public CompletableFuture<?> request(String method, Object parameter) {
    Optional<ResponseError> refusal = refusal(method);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(new ResponseErrorException(refusal.get()));
    }
    if (method.equals("initialize")) {
      phase = Phase.RUNNING;
    } else if (method.equals("shutdown")) {
      phase = Phase.SHUT_DOWN;
    }
    return server.request(method, parameter);
  }

  private Optional<ResponseError> refusal(String method) {
    boolean initialize = method.equals("initialize");
    return switch (phase) {
      case BEFORE_INITIALIZE ->
          initialize
              ? Optional.empty()
              : error(
                  ResponseErrorCode.ServerNotInitialized,
                  "The first request must be \"initialize\", not \"" + method + "\".");
      case RUNNING ->
          initialize
              ? error(ResponseErrorCode.InvalidRequest, "The server is initialized already.")
              : Optional.empty();
      case SHUT_DOWN ->
          error(
              ResponseErrorCode.InvalidRequest,
              "The server is shut down: \"" + method + "\" comes too late.");
    };
  }

  private static Optional<ResponseError> error(ResponseErrorCode code, String message) {
    return Optional.of(new ResponseError(code, message, null));
  }

  @Override
  public void notify(String method, Object parameter) {
    if (phase != Phase.RUNNING && !method.equals("exit")) {
      return;
    }
    try {
      server.notify(method, parameter);
    } catch (RuntimeException e) {
      // What is thrown further, LSP4J logs together with the message, and so with the user's text.
      log.accept("The notification \"" + method + "\" failed: " + Failures.describe(e));
    }
  }
}
