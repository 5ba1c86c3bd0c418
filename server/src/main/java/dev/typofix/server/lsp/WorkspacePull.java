package dev.typofix.server.lsp;

import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.Workspace;
import dev.typofix.server.workspace.Content;
import dev.typofix.server.workspace.WorkspaceScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;

/**
 * Makes one report of all files: open documents as they are in the editor, others as they lie on
 * the disk, those that did not change from memory. Used once.
 */
final class WorkspacePull implements Runnable {

  private final WorkspaceDiagnostics all;
  private final WorkspaceAnswer answer;
  private final Set<Path> open = new HashSet<>();

  /** The file that is being checked, for whoever cancels that. */
  private volatile Optional<DocumentSnapshot> current = Optional.empty();

  WorkspacePull(WorkspaceDiagnostics all, WorkspaceAnswer answer) {
    this.all = all;
    this.answer = answer;
  }

  @Override
  public void run() {
    // An editor that cancels its request need not wait for the end of a file's check.
    var unused = answer.result().whenComplete((report, failure) -> current.ifPresent(this::drop));
    try {
      answer.begin();
      boolean wanted = all.workspace.editorSettings().workspaceDiagnostics();
      reportOpenDocuments(wanted);
      if (wanted) {
        reportFiles();
      }
      answer.clearTheRest();
      answer.finish();
    } catch (CancellationException overtaken) {
      answer.fail(Responses.overtaken());
    } catch (RuntimeException failure) {
      answer.fail(failure);
    }
  }

  private void drop(DocumentSnapshot snapshot) {
    all.queue.forget(snapshot);
  }

  private void reportFiles() {
    List<Path> files = files();
    for (int i = 0; i < files.size(); i++) {
      answer.advance(i, files.size());
      throwIfUnwanted();
      report(files.get(i));
    }
  }

  private void throwIfUnwanted() {
    if (answer.result().isDone() || all.hasEnded()) {
      throw new CancellationException("nobody waits for the report");
    }
  }

  /** The files of the folders that are open in the editor. */
  private List<Path> files() {
    Set<Path> files = new LinkedHashSet<>();
    for (Path root : all.workspace.roots()) {
      String anyFile = root.resolve("text").toUri().toString();
      long most = all.workspace.rulesFor(anyFile).settings().maximumFileKilobytes() * 1024L;
      files.addAll(WorkspaceScanner.scan(root, List.of(root), all.options.gitUser(), most).files());
    }
    return List.copyOf(files);
  }

  /** Editors have open documents in every report, though they ask for each by itself, too. */
  private void reportOpenDocuments(boolean wanted) {
    for (DocumentSnapshot snapshot : all.documents.all()) {
      Workspace.file(snapshot.uri()).ifPresent(open::add);
      if (wanted) {
        report(snapshot);
      } else {
        answer.leaveOut(snapshot.uri());
      }
    }
  }

  private void report(DocumentSnapshot snapshot) {
    String uri = snapshot.uri();
    try {
      answer.add(uri, snapshot.version(), all.flow.report(uri, answer.previousId(uri)).join());
    } catch (CompletionException | CancellationException overtaken) {
      // The editor asks for a document that was edited meanwhile anyway.
      answer.leaveOut(uri);
    }
  }

  private void report(Path file) {
    String uri = file.toUri().toString();
    if (open.contains(file) || Workspace.isSettingsFile(uri)) {
      return;
    }
    try {
      FileStamp stamp = FileStamp.of(file, all.flow.rulesChanges());
      Optional<DocumentDiagnosticReport> known =
          stamp.equals(all.checked.get(uri))
              ? all.flow.reports().again(uri, answer.previousId(uri))
              : Optional.empty();
      if (known.isPresent()) {
        answer.add(uri, null, known.get());
      } else {
        answer.add(
            uri, null, all.flow.reports().next(uri, check(file, uri), answer.previousId(uri)));
        all.checked.put(uri, stamp);
        answer.sendPart();
      }
    } catch (CancellationException overtaken) {
      all.checked.remove(uri);
      if (all.documents.get(uri).isEmpty()) {
        throw overtaken;
      }
      // It was opened meanwhile: the editor asks for it by itself.
      answer.leaveOut(uri);
    } catch (IOException unreadable) {
      // What is gone by now has no findings; what cannot be read has none that could be shown.
      all.checked.remove(uri);
    }
  }

  private List<Diagnostic> check(Path file, String uri) throws IOException {
    boolean wanted = all.workspace.rulesFor(uri).wanted();
    if (!wanted || !(Content.of(Files.readAllBytes(file)) instanceof Content.Text content)) {
      return List.of();
    }
    DocumentSnapshot snapshot = DocumentSnapshot.ofFile(uri, content.text());
    current = Optional.of(snapshot);
    CompletableFuture<CheckedDocument> check = all.queue.checkWhenIdle(snapshot);
    try {
      throwIfUnwanted();
      CheckedDocument checked = check.join();
      return all.factory.diagnostics(checked, all.flow.visible(checked).shown());
    } catch (CompletionException crash) {
      all.flow.logFailure(snapshot, Objects.requireNonNullElse(crash.getCause(), crash));
      return List.of();
    } finally {
      drop(snapshot);
    }
  }
}
