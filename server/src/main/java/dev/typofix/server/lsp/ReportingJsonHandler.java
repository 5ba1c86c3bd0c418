package dev.typofix.server.lsp;

import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Makes an issue of what is no JSON, so that {@link ReportingEndpoint} can say so, and always reads
 * a message to its end: LSP4J would take what is left of it for the head of the next one.
 */
final class ReportingJsonHandler extends MessageJsonHandler {

  ReportingJsonHandler(Map<String, JsonRpcMethod> supportedMethods) {
    super(supportedMethods);
  }

  @Override
  public Message parseMessage(Reader input) {
    try {
      return super.parseMessage(input);
    } catch (JsonParseException e) {
      throw new MessageIssueException(
          new NotificationMessage(),
          new MessageIssue("no JSON", ResponseErrorCode.ParseError.getValue()));
    } finally {
      passOverTheRest(input);
    }
  }

  private static void passOverTheRest(Reader input) {
    try {
      input.transferTo(Writer.nullWriter());
    } catch (IOException failed) {
      throw new JsonIOException(failed);
    }
  }
}
