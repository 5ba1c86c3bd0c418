package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DidChangeConfigurationCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;
  private final Path settingsFile;
  private final String uri;

  SettingsTest(@TempDir Path folder) {
    this.folder = folder;
    this.settingsFile = folder.resolve("typofix.toml");
    this.uri = folder.resolve("notes.txt").toUri().toString();
  }

  private TestClient inFolder() throws IOException {
    TestClient client = TestClient.of(checker, folder);
    client.openFolder(folder);
    return client;
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private void tellOf(TestClient client, FileChangeType type) {
    client
        .server
        .getWorkspaceService()
        .didChangeWatchedFiles(
            new DidChangeWatchedFilesParams(
                List.of(new FileEvent(settingsFile.toUri().toString(), type))));
  }

  private List<Diagnostic> settingsProblems(TestClient client) {
    return client
        .next(
            PublishDiagnosticsParams.class,
            params -> params.getUri().equals(settingsFile.toUri().toString()))
        .getDiagnostics();
  }

  @Test
  void theSettingsFileIsFollowedAndReloaded() throws IOException {
    Files.writeString(settingsFile, "severity = \"hint\"\nminimumConfidence = 0.95\n");
    try (TestClient client = inFolder()) {
      client.start();
      client.open(uri, "teh stor");
      assertThat(client.diagnostics(uri, 1))
          .singleElement()
          .satisfies(only -> assertThat(only.getSeverity()).isEqualTo(DiagnosticSeverity.Hint));
      assertThat(settingsProblems(client)).isEmpty();
      Files.writeString(settingsFile, "severity = \"error\"\n");
      tellOf(client, FileChangeType.Changed);
      assertThat(client.diagnostics(uri, 1))
          .extracting(Diagnostic::getSeverity)
          .containsExactly(DiagnosticSeverity.Error, DiagnosticSeverity.Error);
      assertThat(settingsProblems(client)).isEmpty();
      Files.delete(settingsFile);
      tellOf(client, FileChangeType.Deleted);
      assertThat(client.diagnostics(uri, 1))
          .extracting(Diagnostic::getSeverity)
          .containsOnly(DiagnosticSeverity.Warning);
      assertThat(settingsProblems(client)).isEmpty();
    }
  }

  @Test
  void aSettingsFilesProblemsAreShownInIt() throws IOException {
    Files.writeString(settingsFile, "# ours\nseverty = \"hint\"\nthreads = 1\n");
    try (TestClient client = inFolder()) {
      client.start();
      client.open(uri, "teh");
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
      assertThat(settingsProblems(client))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.getRange()).isEqualTo(range(1, 0, 1, 7));
                assertThat(problem.getMessage()).contains("\"severty\" is no setting", "severity");
              });
    }
  }

  @Test
  void anOpenSettingsFileShowsWhatTheEditorHolds() throws IOException {
    String settingsUri = settingsFile.toUri().toString();
    try (TestClient client = inFolder()) {
      client.start();
      client.open(settingsUri, "threads = -1 # teh");
      assertThat(client.diagnostics(settingsUri, 1))
          .singleElement()
          .satisfies(problem -> assertThat(problem.getMessage()).contains("from 0 to 256"));
      client.replace(settingsUri, 2, "threads = 1 # teh");
      assertThat(client.diagnostics(settingsUri, 2)).isEmpty();
      client.closeDocument(settingsUri);
      assertThat(settingsProblems(client)).isEmpty();
    }
  }

  @Test
  void excludedFilesShowNothing() throws IOException {
    Files.writeString(settingsFile, "exclude = [\"vendor\"]\n");
    String vendored = folder.resolve("vendor/a.txt").toUri().toString();
    try (TestClient client = inFolder()) {
      client.start();
      client.open(vendored, "teh");
      assertThat(client.diagnostics(vendored, 1)).isEmpty();
      client.open(uri, "teh");
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
      settingsProblems(client);
    }
  }

  @Test
  void furtherDictionariesAreRead() throws IOException {
    Files.writeString(settingsFile, "dictionaries = [\"words/ours.txt\"]\n");
    Files.createDirectories(folder.resolve("words"));
    Files.writeString(folder.resolve("words/ours.txt"), "teh # a name\n");
    try (TestClient client = inFolder()) {
      client.start();
      client.open(uri, "Teh teh stor");
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
      settingsProblems(client);
    }
  }

  @Test
  void theEditorsSettingsAreAskedFor() throws IOException {
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setConfiguration(true);
    try (TestClient client = TestClient.of(checker, folder)) {
      client.with(capabilities -> capabilities.setWorkspace(workspace));
      client.configuration = json("{\"enable\": false, \"trace\": {\"server\": \"off\"}}");
      client.start();
      assertThat(client.next(ConfigurationParams.class).getItems().get(0).getSection())
          .isEqualTo("typofix");
      client.settle();
      client.open(uri, "teh");
      assertThat(client.diagnostics(uri, 1)).isEmpty();
      client.configuration = json("{\"enable\": true}");
      client
          .server
          .getWorkspaceService()
          .didChangeConfiguration(new DidChangeConfigurationParams(new JsonObject()));
      client.next(ConfigurationParams.class);
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
    }
  }

  @Test
  void anEditorThatCannotBeAskedSendsItsSettings() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(uri, "teh stor");
      assertThat(client.diagnostics(uri, 1)).hasSize(2);
      client
          .server
          .getWorkspaceService()
          .didChangeConfiguration(
              new DidChangeConfigurationParams(
                  json("{\"typofix\": {\"minimumConfidence\": 0.95}}")));
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
    }
  }

  @Test
  void badEditorSettingsAreSaidOnceAndTheRestHolds() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.initializeParams.setInitializationOptions(
          json("{\"severity\": \"loud\", \"colour\": 1, \"minimumConfidence\": 0.95}"));
      client.start();
      client.open(uri, "teh stor");
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
      assertThat(client.next(TestClient.Shown.class).text())
          .contains("\"severity\" must be one of", "\"warning\"", "\"colour\" is no setting");
    }
  }

  @Test
  void filesAndSettingsAreWatchedWhereTheEditorCan() throws IOException {
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    DidChangeWatchedFilesCapabilities files = new DidChangeWatchedFilesCapabilities(true);
    files.setRelativePatternSupport(true);
    workspace.setDidChangeWatchedFiles(files);
    workspace.setDidChangeConfiguration(new DidChangeConfigurationCapabilities(true));
    try (TestClient client = TestClient.of(checker, folder)) {
      client.with(capabilities -> capabilities.setWorkspace(workspace));
      client.start();
      List<Registration> registrations = client.next(RegistrationParams.class).getRegistrations();
      assertThat(registrations)
          .extracting(Registration::getMethod)
          .containsExactly("workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles");
      assertThat(registrations.get(1).getRegisterOptions().toString())
          .contains("**/typofix.toml", "**/.typofix-words.txt", "dictionary.txt");
    }
  }

  @Test
  void aFolderThatIsOpenedLaterCounts() throws IOException {
    Files.writeString(settingsFile, "enable = false\n");
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(uri, "teh");
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
      WorkspaceFolder opened = new WorkspaceFolder(folder.toUri().toString(), "folder");
      client
          .server
          .getWorkspaceService()
          .didChangeWorkspaceFolders(
              new DidChangeWorkspaceFoldersParams(
                  new WorkspaceFoldersChangeEvent(List.of(opened), List.of())));
      assertThat(client.diagnostics(uri, 1)).isEmpty();
      settingsProblems(client);
      client
          .server
          .getWorkspaceService()
          .didChangeWorkspaceFolders(
              new DidChangeWorkspaceFoldersParams(
                  new WorkspaceFoldersChangeEvent(List.of(), List.of(opened))));
      assertThat(client.diagnostics(uri, 1)).hasSize(1);
    }
  }

  @Test
  void aLargeDocumentIsNotCheckedAndThatIsSaidOnce() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.initializeParams.setInitializationOptions(json("{\"maximumFileKilobytes\": 1}"));
      client.start();
      client.open(uri, "teh" + "é".repeat(511));
      assertThat(client.diagnostics(uri, 1)).isEmpty();
      client.replace(uri, 2, "teh " + "a".repeat(2000));
      assertThat(client.diagnostics(uri, 2)).isEmpty();
      assertThat(client.next(TestClient.Logged.class).text())
          .contains("larger than 1 kB", "maximumFileKilobytes");
      client.replace(uri, 3, "teh");
      assertThat(client.diagnostics(uri, 3)).hasSize(1);
    }
  }
}
