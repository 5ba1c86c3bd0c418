package dev.typofix.server.lsp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/**
 * The way in for the protocol's messages. Called by the listener thread; {@link LifecycleEndpoint}
 * sees to their order.
 */
final class TypofixLanguageServer implements LanguageServer {

  private final ServerOptions options;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final DocumentService documents = new DocumentService(this::session);
  private final WorkspaceMessages workspace = new WorkspaceMessages(this::session);
  private Optional<TypofixClient> client = Optional.empty();
  private Optional<EditorSession> session = Optional.empty();
  private volatile boolean shutDown;

  TypofixLanguageServer(ServerOptions options) {
    this.options = options;
  }

  /** Tells who is on the other side; called once, before the first message. */
  void connect(TypofixClient editor) {
    client = Optional.of(editor);
  }

  /** Writes a line, which holds no user's text, to the editor's log. */
  void reportFailure(String line) {
    client.ifPresent(editor -> editor.logMessage(new MessageParams(MessageType.Error, line)));
  }

  private EditorSession session() {
    return session.orElseThrow(() -> new IllegalStateException("no editor yet"));
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    EditorSession started = new EditorSession(params, client.orElseThrow(), options);
    session = Optional.of(started);
    exitWith(Optional.ofNullable(params.getProcessId()));
    return CompletableFuture.completedFuture(
        new InitializeResult(
            Registrations.capabilities(started.features, started.workspace.editorSettings()),
            new ServerInfo("Typofix")));
  }

  /** An editor that dies takes its server along, even if the pipe stays open. */
  private void exitWith(Optional<Integer> editorProcess) {
    editorProcess
        .flatMap(ProcessHandle::of)
        .ifPresent(
            process ->
                new Background(client.orElseThrow())
                    .follow(process.onExit().thenRun(this::inputEnded)));
  }

  @Override
  public void initialized(InitializedParams params) {
    session().begin();
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    session().end();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    exitCode.complete(shutDown ? 0 : 1);
  }

  /** Nothing more will come: the same as {@code exit}. Any thread. */
  void inputEnded() {
    exit();
  }

  /** Completed when the server should stop: 0 after {@code shutdown}, otherwise 1. */
  CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  /** Frees what the session holds. Called once, after {@link #exitCode()}. */
  void close() {
    session.ifPresent(
        open -> {
          if (!shutDown) {
            open.end();
          }
          open.awaitEnd();
        });
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return workspace;
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // Nothing is traced: a trace would hold what users write.
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    // Loading the model cannot be cancelled, and is announced so.
  }
}
