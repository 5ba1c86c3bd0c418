package dev.typofix.server.lsp;

import com.google.gson.JsonParseException;
import java.io.Reader;
import java.util.Map;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** Makes an issue of what is no JSON, so that {@link ReportingEndpoint} can say so. */
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
    }
  }
}
