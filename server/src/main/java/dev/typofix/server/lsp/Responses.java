package dev.typofix.server.lsp;

import org.eclipse.lsp4j.DiagnosticServerCancellationData;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** Answers that say no. */
final class Responses {

  private Responses() {}

  /** The document's diagnostics are of a version that is no more: the editor should ask again. */
  static ResponseErrorException overtaken() {
    return error(
        ResponseErrorCode.ServerCancelled,
        "The document changed while it was checked.",
        new DiagnosticServerCancellationData(true));
  }

  /** What was asked for is of a version that is no more. */
  static ResponseErrorException contentModified() {
    return error(
        ResponseErrorCode.ContentModified, "The document changed while it was checked.", null);
  }

  static ResponseErrorException invalid(String message) {
    return error(ResponseErrorCode.InvalidParams, message, null);
  }

  static ResponseErrorException failed(String message) {
    return error(ResponseErrorCode.RequestFailed, message, null);
  }

  private static ResponseErrorException error(
      ResponseErrorCode code, String message, @Nullable Object data) {
    return new ResponseErrorException(new ResponseError(code, message, data));
  }
}
