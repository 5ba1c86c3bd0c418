package dev.typofix.server.lsp;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;

/** The editor, with what Typofix tells beyond the protocol. */
public interface TypofixClient extends LanguageClient {

  /** Tells how the model is doing; editors that do not know the notification ignore it. */
  @JsonNotification("typofix/status")
  void status(StatusParams status);
}
