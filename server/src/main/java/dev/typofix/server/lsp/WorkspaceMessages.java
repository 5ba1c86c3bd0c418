package dev.typofix.server.lsp;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Hands the protocol's messages about the workspace on. Called by the listener thread. */
final class WorkspaceMessages implements WorkspaceService {

  private final Supplier<EditorSession> session;

  WorkspaceMessages(Supplier<EditorSession> session) {
    this.session = session;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    session.get().settingsChanged(params.getSettings());
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    params.getChanges().stream()
        .filter(change -> change.getType() == FileChangeType.Deleted)
        .forEach(change -> session.get().settingsFiles.gone(change.getUri()));
    session.get().filesChanged();
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    session.get().foldersChanged(params.getEvent().getAdded(), params.getEvent().getRemoved());
  }

  @Override
  public CompletableFuture<WorkspaceDiagnosticReport> diagnostic(WorkspaceDiagnosticParams params) {
    return session.get().workspaceDiagnostics.report(params);
  }

  @Override
  public CompletableFuture<Object> executeCommand(ExecuteCommandParams params) {
    return session.get().commands.execute(params);
  }
}
