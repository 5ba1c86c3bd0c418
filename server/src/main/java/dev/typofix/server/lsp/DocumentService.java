package dev.typofix.server.lsp;

import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** Hands the protocol's messages about documents to the session. Called by the listener thread. */
final class DocumentService implements TextDocumentService {

  private final Supplier<EditorSession> session;

  DocumentService(Supplier<EditorSession> session) {
    this.session = session;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    TextDocumentItem item = params.getTextDocument();
    DocumentSnapshot snapshot =
        DocumentSnapshot.opened(
            item.getUri(), item.getLanguageId(), item.getVersion(), item.getText());
    session.get().documents.open(snapshot);
    session.get().flow.opened(snapshot);
    if (Workspace.isSettingsFile(snapshot.uri())) {
      session.get().settingsFiles.opened(snapshot.uri());
    }
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    VersionedTextDocumentIdentifier document = params.getTextDocument();
    session
        .get()
        .documents
        .edit(
            document.getUri(),
            document.getVersion(),
            params.getContentChanges().stream().map(Positions::change).toList(),
            session.get().features.encoding())
        .ifPresent(session.get().flow::changed);
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    session.get().documents.close(uri);
    session.get().flow.closed(uri);
    if (Workspace.isSettingsFile(uri)) {
      session.get().filesChanged();
    }
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    if (Workspace.isSettingsFile(params.getTextDocument().getUri())) {
      session.get().filesChanged();
    }
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    return session
        .get()
        .flow
        .report(
            params.getTextDocument().getUri(), Optional.ofNullable(params.getPreviousResultId()));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return session.get().codeActions.at(params);
  }

  @Override
  public CompletableFuture<CodeAction> resolveCodeAction(CodeAction action) {
    return session.get().codeActions.resolve(action);
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
    return session.get().hovers.at(params).thenApply(hover -> hover.orElse(null));
  }
}
