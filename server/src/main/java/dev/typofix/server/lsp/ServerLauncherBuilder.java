package dev.typofix.server.lsp;

import dev.typofix.server.message.Failures;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageConsumer;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;

/** LSP4J's wiring, with the protocol's order kept and no user's text in any log. */
final class ServerLauncherBuilder extends Launcher.Builder<TypofixClient> {

  /** Held, for a logger that nobody holds loses its level. */
  private static final Logger LSP4J = Logger.getLogger("org.eclipse.lsp4j");

  private final TypofixLanguageServer server;

  ServerLauncherBuilder(TypofixLanguageServer server) {
    this.server = server;
    setLocalService(server);
    setRemoteInterface(TypofixClient.class);
    // Its warnings repeat messages in full.
    LSP4J.setLevel(Level.OFF);
  }

  @Override
  protected MessageJsonHandler createJsonHandler() {
    return new ReportingJsonHandler(getSupportedMethods());
  }

  @Override
  protected RemoteEndpoint createRemoteEndpoint(MessageJsonHandler jsonHandler) {
    MessageConsumer outgoing = new StreamMessageConsumer(output, jsonHandler);
    LifecycleEndpoint local =
        new LifecycleEndpoint(
            ServiceEndpoints.toEndpoint(List.copyOf(localServices)), server::reportFailure);
    RemoteEndpoint endpoint =
        new ReportingEndpoint(outgoing, local, this::error, server::reportFailure);
    jsonHandler.setMethodProvider(endpoint);
    endpoint.setJsonHandler(jsonHandler);
    return endpoint;
  }

  @Override
  protected TypofixClient createProxy(RemoteEndpoint remoteEndpoint) {
    TypofixClient client = super.createProxy(remoteEndpoint);
    server.connect(client);
    return client;
  }

  private ResponseError error(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseErrorException answer) {
        return answer.getResponseError();
      }
    }
    String description = Failures.describe(rootOf(failure));
    server.reportFailure("A request failed: " + description);
    return new ResponseError(
        ResponseErrorCode.InternalError, "Typofix failed at this: " + description, null);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
