package dev.typofix.server.lsp;

import dev.typofix.server.message.Failures;
import dev.typofix.server.session.CheckQueue;
import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.IgnoredPlace;
import dev.typofix.server.session.OpenDocuments;
import dev.typofix.server.session.VisibleFindings;
import dev.typofix.server.session.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;

/**
 * Brings findings to the editor: pushed, or kept until it asks, never both. The listener thread
 * reports what happens to documents; results come on the inference thread. What is sent for a
 * document is sent under this object's monitor, so that nothing follows its closing.
 */
final class DiagnosticFlow {

  private final TypofixClient client;
  private final Background background;
  private final ClientFeatures features;
  private final OpenDocuments documents;
  private final CheckQueue queue;
  private final DiagnosticFactory factory;
  private final SettingsFileNews settingsFiles;
  private final DiagnosticReports reports = new DiagnosticReports();
  private final Set<IgnoredPlace> ignored = ConcurrentHashMap.newKeySet();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final AtomicLong rulesChanges = new AtomicLong();
  private final int debounceMillis;

  DiagnosticFlow(
      TypofixClient client,
      ClientFeatures features,
      OpenDocuments documents,
      CheckQueue queue,
      SettingsFileNews settingsFiles,
      int debounceMillis) {
    this.client = client;
    this.background = new Background(client);
    this.features = features;
    this.documents = documents;
    this.queue = queue;
    this.settingsFiles = settingsFiles;
    this.factory = new DiagnosticFactory(new Positions(features.encoding()));
    this.debounceMillis = debounceMillis;
  }

  /** A document was opened: it is checked at once. */
  void opened(DocumentSnapshot snapshot) {
    queue.forget(snapshot.uri());
    begin(snapshot, 0);
  }

  /** A document was edited: it is checked when the next edit does not come at once. */
  void changed(DocumentSnapshot snapshot) {
    begin(snapshot, debounceMillis);
  }

  /** A document was closed: its diagnostics go. */
  void closed(String uri) {
    queue.forget(uri);
    failed.remove(uri);
    reports.forget(uri);
    synchronized (this) {
      if (!features.pullsDiagnostics()) {
        client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
      }
    }
  }

  /** The editor is going: nothing is checked any more. */
  void end() {
    queue.forgetAll();
  }

  /** Something that holds for every document changed: all are checked anew. */
  void recheckAll() {
    rulesChanges.incrementAndGet();
    queue.forgetAll();
    documents.all().forEach(snapshot -> begin(snapshot, 0));
    refresh();
  }

  /** A place is no finding any more, as long as the server runs. */
  void ignore(IgnoredPlace place) {
    ignored.add(place);
    rulesChanges.incrementAndGet();
    documents.get(place.uri()).ifPresent(this::showAgain);
  }

  /** How often something changed that holds for every document. */
  long rulesChanges() {
    return rulesChanges.get();
  }

  /** What the editor was told of documents when it asked. */
  DiagnosticReports reports() {
    return reports;
  }

  /** What of a check a person should see, given what happened since. */
  VisibleFindings visible(CheckedDocument checked) {
    DocumentSnapshot snapshot = checked.snapshot();
    // An editor that cannot be told to ask again would never see what is withheld now.
    DocumentSnapshot current =
        features.pullsDiagnostics() && !features.refreshesDiagnostics()
            ? snapshot.settled()
            : documents
                .get(snapshot.uri())
                .filter(now -> now.version() == snapshot.version())
                .orElse(snapshot);
    return VisibleFindings.of(checked, current, ignored);
  }

  /** The check of a document's current version; empty if it is not open. */
  Optional<CompletableFuture<CheckedDocument>> check(String uri) {
    return documents.get(uri).map(snapshot -> queue.check(snapshot, 0));
  }

  /** Answers an editor that asks for a document's diagnostics. */
  CompletableFuture<DocumentDiagnosticReport> report(String uri, Optional<String> previousId) {
    return check(uri)
        .map(
            check ->
                check.handle(
                    (checked, failure) ->
                        reports.next(uri, diagnostics(checked, failure), previousId)))
        .orElseGet(
            () -> CompletableFuture.completedFuture(reports.next(uri, List.of(), previousId)));
  }

  private List<Diagnostic> diagnostics(CheckedDocument checked, Throwable failure) {
    if (failure instanceof CancellationException) {
      throw Responses.overtaken();
    }
    if (failure != null) {
      return List.of();
    }
    VisibleFindings visible = visible(checked);
    showLater(checked, visible);
    return shown(checked, visible);
  }

  private List<Diagnostic> shown(CheckedDocument checked, VisibleFindings visible) {
    return Workspace.isSettingsFile(checked.snapshot().uri())
        ? settingsFiles.diagnostics(checked.snapshot())
        : factory.diagnostics(checked, visible.shown());
  }

  private void begin(DocumentSnapshot snapshot, long delayMillis) {
    background.follow(
        queue
            .check(snapshot, delayMillis)
            .handle(
                (checked, failure) -> {
                  if (failure == null) {
                    publish(checked);
                  } else if (!(failure instanceof CancellationException)) {
                    reportFailure(snapshot, failure);
                  }
                  return snapshot;
                }));
  }

  /**
   * Pushes findings of a document's current version, though the running check may still change
   * them. An editor that asks for its diagnostics is told the final ones only.
   */
  synchronized void publish(CheckedDocument checked) {
    DocumentSnapshot snapshot = checked.snapshot();
    if (features.pullsDiagnostics() || !isCurrent(snapshot)) {
      return;
    }
    VisibleFindings visible = visible(checked);
    send(snapshot, shown(checked, visible));
    showLater(checked, visible);
  }

  private boolean isCurrent(DocumentSnapshot snapshot) {
    return documents
        .get(snapshot.uri())
        .filter(now -> now.version() == snapshot.version())
        .isPresent();
  }

  private void send(DocumentSnapshot snapshot, List<Diagnostic> diagnostics) {
    client.publishDiagnostics(
        new PublishDiagnosticsParams(snapshot.uri(), diagnostics, snapshot.version()));
  }

  private synchronized void reportFailure(DocumentSnapshot snapshot, Throwable failure) {
    if (!features.pullsDiagnostics() && isCurrent(snapshot)) {
      send(snapshot, List.of());
    }
    logFailure(snapshot, failure);
  }

  /** Tells, once for each document, that it cannot be checked. */
  void logFailure(DocumentSnapshot snapshot, Throwable failure) {
    if (failed.add(snapshot.uri())) {
      client.logMessage(
          new MessageParams(
              MessageType.Error,
              "Checking "
                  + snapshot.uri()
                  + " failed, so it shows no findings; other documents are not concerned. "
                  + Failures.describe(failure)));
    }
  }

  /** Shows what is withheld now when the author has paused for a while. */
  private void showLater(CheckedDocument checked, VisibleFindings visible) {
    if (visible.withheld().isEmpty()) {
      return;
    }
    DocumentSnapshot snapshot = checked.snapshot();
    int delay = checked.settings().underCursorDelayMillis();
    CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS)
        .execute(
            () -> documents.settle(snapshot.uri(), snapshot.version()).ifPresent(this::showAgain));
  }

  private void showAgain(DocumentSnapshot snapshot) {
    queue.latest(snapshot).ifPresent(check -> background.follow(check.thenAccept(this::publish)));
    refresh();
  }

  private void refresh() {
    if (features.pullsDiagnostics() && features.refreshesDiagnostics()) {
      background.follow(client.refreshDiagnostics());
    }
  }
}
