package dev.typofix.server.lsp;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;

/**
 * Says in the editor's log that a message was ignored because it is malformed. LSP4J answers
 * malformed requests itself, and would print the other messages in full.
 */
final class ReportingEndpoint extends RemoteEndpoint {

  private final Consumer<String> log;

  ReportingEndpoint(
      MessageConsumer outgoing,
      Endpoint local,
      Function<Throwable, ResponseError> exceptionHandler,
      Consumer<String> log) {
    super(outgoing, local, exceptionHandler);
    this.log = log;
  }

  @Override
  protected void logIssues(Message message, List<MessageIssue> issues) {
    String name =
        message instanceof NotificationMessage notification && notification.getMethod() != null
            ? "The notification \"" + notification.getMethod() + "\""
            : "A message";
    log.accept(name + " is malformed and was ignored.");
  }
}
