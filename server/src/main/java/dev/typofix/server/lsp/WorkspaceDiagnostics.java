package dev.typofix.server.lsp;

import dev.typofix.server.session.CheckQueue;
import dev.typofix.server.session.OpenDocuments;
import dev.typofix.server.session.Workspace;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;

/**
 * Answers an editor that asks for the findings of all files in its folders, open or not. Requests
 * are answered one after the other, on a thread of their own, which reads files and waits for the
 * inference thread; there, open documents go first.
 */
final class WorkspaceDiagnostics {

  final TypofixClient client;
  final Workspace workspace;
  final OpenDocuments documents;
  final CheckQueue queue;
  final DiagnosticFlow flow;
  final DiagnosticFactory factory;
  final ServerOptions options;

  /** What was checked of files that are not open, by their URIs. */
  final Map<String, FileStamp> checked = new ConcurrentHashMap<>();

  private volatile boolean ended;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "typofix-workspace");
            made.setDaemon(true);
            return made;
          });

  WorkspaceDiagnostics(
      TypofixClient client,
      Workspace workspace,
      OpenDocuments documents,
      CheckQueue queue,
      DiagnosticFlow flow,
      DiagnosticFactory factory,
      ServerOptions options) {
    this.client = client;
    this.workspace = workspace;
    this.documents = documents;
    this.queue = queue;
    this.flow = flow;
    this.factory = factory;
    this.options = options;
  }

  /** The report, which the editor may cancel; parts of it go ahead if it wants that. */
  CompletableFuture<WorkspaceDiagnosticReport> report(WorkspaceDiagnosticParams params) {
    WorkspaceAnswer answer = new WorkspaceAnswer(client, params, options.unchangedMillis());
    thread.execute(new WorkspacePull(this, answer));
    return answer.result();
  }

  /**
   * The editor is going. The thread is not interrupted, for it may be writing an answer: a channel
   * that is written to would be closed.
   */
  void end() {
    ended = true;
    thread.shutdown();
  }

  /** Whether the editor is going. */
  boolean hasEnded() {
    return ended;
  }
}
