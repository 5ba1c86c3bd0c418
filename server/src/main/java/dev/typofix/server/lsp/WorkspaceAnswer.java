package dev.typofix.server.lsp;

import dev.typofix.server.session.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.PreviousResultId;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request for the findings of all files: what the editor has, what it is told,
 * and how far that has come. Confined to one thread, but for the result.
 */
final class WorkspaceAnswer {

  /** So many reports make a part that is worth a message. */
  private static final int PART = 100;

  private final TypofixClient client;
  private final @Nullable Either<String, Integer> partToken;
  private final @Nullable Either<String, Integer> progressToken;
  private final int unchangedMillis;
  private final Map<String, PreviousResultId> previous = new LinkedHashMap<>();
  private final List<WorkspaceDocumentDiagnosticReport> items = new ArrayList<>();
  private final CompletableFuture<WorkspaceDiagnosticReport> result = new CompletableFuture<>();
  private final boolean asksAgain;
  private boolean hasNews;
  private int percentage = -1;

  /**
   * An answer that says nothing yet.
   *
   * @param unchangedMillis how long an editor that asks again waits for the answer that nothing is
   *     new: many ask again as soon as they are answered
   */
  WorkspaceAnswer(TypofixClient client, WorkspaceDiagnosticParams params, int unchangedMillis) {
    this.client = client;
    this.partToken = params.getPartialResultToken();
    this.progressToken = params.getWorkDoneToken();
    this.unchangedMillis = unchangedMillis;
    params.getPreviousResultIds().forEach(id -> previous.put(key(id.getUri()), id));
    this.asksAgain = !previous.isEmpty();
  }

  /** What an editor and a server call the same file may be escaped in other ways. */
  private static String key(String uri) {
    return Workspace.file(uri).map(String::valueOf).orElse(uri);
  }

  /** What the editor gets; it may cancel it. */
  CompletableFuture<WorkspaceDiagnosticReport> result() {
    return result;
  }

  /** Which report of a document the editor has. */
  Optional<String> previousId(String uri) {
    return Optional.ofNullable(previous.get(key(uri))).map(PreviousResultId::getValue);
  }

  /**
   * Adds a document's report.
   *
   * @param version of an open document; null for a file
   */
  void add(String uri, @Nullable Integer version, DocumentDiagnosticReport report) {
    previous.remove(key(uri));
    if (report.isRight()) {
      items.add(
          new WorkspaceDocumentDiagnosticReport(
              new WorkspaceUnchangedDocumentDiagnosticReport(
                  report.getRight().getResultId(), uri, version)));
    } else {
      WorkspaceFullDocumentDiagnosticReport full =
          new WorkspaceFullDocumentDiagnosticReport(report.getLeft().getItems(), uri, version);
      full.setResultId(report.getLeft().getResultId());
      items.add(new WorkspaceDocumentDiagnosticReport(full));
      hasNews = true;
    }
    if (items.size() >= PART) {
      sendPart();
    }
  }

  /** Leaves a document out: the editor keeps what it has. */
  void leaveOut(String uri) {
    previous.remove(key(uri));
  }

  /** Sends what there is so far, if the editor takes parts. */
  void sendPart() {
    if (partToken != null && !items.isEmpty() && !result.isDone()) {
      client.notifyProgress(
          new ProgressParams(
              partToken, Either.forRight(new WorkspaceDiagnosticReport(List.copyOf(items)))));
      items.clear();
    }
  }

  /** The check begins. */
  void begin() {
    WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
    begin.setTitle("Typofix");
    begin.setMessage("Checking all files");
    begin.setPercentage(0);
    progress(begin);
  }

  /** So many files of all are done. */
  void advance(int done, int all) {
    int now = done * 100 / Math.max(1, all);
    if (now != percentage) {
      percentage = now;
      WorkDoneProgressReport report = new WorkDoneProgressReport();
      report.setPercentage(now);
      progress(report);
    }
  }

  private void progress(WorkDoneProgressNotification notification) {
    if (progressToken != null) {
      client.notifyProgress(new ProgressParams(progressToken, Either.forLeft(notification)));
    }
  }

  /** Files that the editor has a report of and that were not added have no findings any more. */
  void clearTheRest() {
    for (PreviousResultId gone : List.copyOf(previous.values())) {
      items.add(
          new WorkspaceDocumentDiagnosticReport(
              new WorkspaceFullDocumentDiagnosticReport(List.of(), gone.getUri(), null)));
      hasNews = true;
    }
    previous.clear();
  }

  /** Answers with what was not sent in parts. */
  void finish() {
    progress(new WorkDoneProgressEnd());
    WorkspaceDiagnosticReport report = new WorkspaceDiagnosticReport(List.copyOf(items));
    if (hasNews || !asksAgain) {
      result.complete(report);
    } else {
      var unused = result.completeOnTimeout(report, unchangedMillis, TimeUnit.MILLISECONDS);
    }
  }

  /** Answers with a failure. */
  void fail(Throwable failure) {
    progress(new WorkDoneProgressEnd());
    result.completeExceptionally(failure);
  }
}
