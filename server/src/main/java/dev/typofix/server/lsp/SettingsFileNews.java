package dev.typofix.server.lsp;

import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.OpenDocuments;
import dev.typofix.server.session.Workspace;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.SettingsReader.Author;
import dev.typofix.server.settings.TypofixSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;

/**
 * Shows in each settings file what is wrong with it: for an open one with what the editor holds,
 * for others with what lies on the disk. Thread-safe.
 */
final class SettingsFileNews implements Consumer<SettingsFile> {

  private final TypofixClient client;
  private final ClientFeatures features;
  private final OpenDocuments documents;
  private final DiagnosticFactory factory;
  private final Optional<Path> userSettings;

  /**
   * Makes the teller.
   *
   * @param userSettings the user's own file, where more may be set than in a project's
   */
  SettingsFileNews(
      TypofixClient client,
      ClientFeatures features,
      OpenDocuments documents,
      Optional<Path> userSettings) {
    this.userSettings = userSettings;
    this.client = client;
    this.features = features;
    this.documents = documents;
    this.factory = new DiagnosticFactory(new Positions(features.encoding()));
  }

  /** A file was read from the disk. */
  @Override
  public void accept(SettingsFile file) {
    if (!isOpen(file.path())) {
      publish(file.path().toUri().toString(), factory.diagnostics(file));
    }
  }

  private boolean isOpen(Path path) {
    return documents.all().stream()
        .anyMatch(document -> Workspace.file(document.uri()).equals(Optional.of(path)));
  }

  /** A settings file was opened: what the editor asks for takes the place of what was pushed. */
  void opened(String uri) {
    if (features.pullsDiagnostics()) {
      publish(uri, List.of());
    }
  }

  /** What is wrong with an open settings file. */
  List<Diagnostic> diagnostics(DocumentSnapshot snapshot) {
    return Workspace.file(snapshot.uri())
        .map(
            path ->
                SettingsFile.parse(path, snapshot.text(), TypofixSettings.DEFAULT, author(path)))
        .map(factory::diagnostics)
        .orElse(List.of());
  }

  private Author author(Path path) {
    return userSettings.filter(path::equals).isPresent() ? Author.USER : Author.PROJECT;
  }

  /** A settings file is gone. */
  void gone(String uri) {
    publish(uri, List.of());
  }

  private void publish(String uri, List<Diagnostic> diagnostics) {
    client.publishDiagnostics(new PublishDiagnosticsParams(uri, diagnostics));
  }
}
