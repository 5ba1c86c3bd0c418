package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.typofix.server.workspace.GitUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.PreviousResultId;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressKind;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceDiagnosticsTest {

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;
  private final Path elsewhere;
  private final JsonObject settings = new JsonObject();

  WorkspaceDiagnosticsTest(@TempDir Path folder, @TempDir Path elsewhere) {
    this.folder = folder;
    this.elsewhere = elsewhere;
  }

  @BeforeEach
  void wantAllFiles() {
    settings.addProperty("workspaceDiagnostics", true);
  }

  private TestClient client() throws IOException {
    ServerOptions usual = TestClient.options(checker, elsewhere);
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    TestClient client =
        new TestClient(
                new ServerOptions(
                    usual.loader(),
                    usual.userDictionary(),
                    0,
                    new GitUser(Map.of(), elsewhere),
                    0,
                    format -> Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .with(capabilities -> capabilities.setTextDocument(text));
    client.openFolder(folder);
    client.initializeParams.setInitializationOptions(settings);
    return client;
  }

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toUri().toString();
  }

  private static CompletableFuture<WorkspaceDiagnosticReport> pull(
      TestClient client, WorkspaceDiagnosticReport previous) {
    List<PreviousResultId> ids = new ArrayList<>();
    for (WorkspaceDocumentDiagnosticReport item : previous.getItems()) {
      if (item.isLeft()) {
        ids.add(new PreviousResultId(item.getLeft().getUri(), item.getLeft().getResultId()));
      } else {
        ids.add(new PreviousResultId(item.getRight().getUri(), item.getRight().getResultId()));
      }
    }
    return client.server.getWorkspaceService().diagnostic(new WorkspaceDiagnosticParams(ids));
  }

  private static CompletableFuture<WorkspaceDiagnosticReport> pull(TestClient client) {
    return pull(client, new WorkspaceDiagnosticReport(List.of()));
  }

  /** How many findings each file has, {@code same} for those that did not change. */
  private Map<String, String> counts(WorkspaceDiagnosticReport report) {
    Map<String, String> counts = new TreeMap<>();
    String root = folder.toUri().toString();
    for (WorkspaceDocumentDiagnosticReport item : report.getItems()) {
      String uri = item.isLeft() ? item.getLeft().getUri() : item.getRight().getUri();
      String count = item.isLeft() ? item.getLeft().getItems().size() + "" : "same";
      counts.put(uri.replace(root, ""), count);
    }
    return counts;
  }

  @Test
  void itIsOfferedToThoseWhoWantItOnly() throws IOException {
    try (TestClient client = client()) {
      assertThat(client.start().getCapabilities().getDiagnosticProvider().isWorkspaceDiagnostics())
          .isTrue();
    }
    settings.addProperty("workspaceDiagnostics", false);
    file("a.txt", "teh");
    try (TestClient client = client()) {
      assertThat(client.start().getCapabilities().getDiagnosticProvider().isWorkspaceDiagnostics())
          .isFalse();
      assertThat(await(pull(client)).getItems()).isEmpty();
    }
    assertThat(checker.checks).hasValue(0);
  }

  @Test
  void filesAreReadFromTheDiskAndOpenDocumentsFromMemory() throws IOException {
    settings.addProperty("maximumFileKilobytes", 1);
    Files.createDirectories(folder.resolve(".git"));
    file(".gitignore", "ignored\n");
    file("a.txt", "teh stor");
    file("ignored/b.txt", "teh");
    file("large.txt", "teh ".repeat(300));
    file("sub/excluded.txt", "teh");
    file("typofix.toml", "workspaceDiagnostics = true\nexclude = [\"excluded.txt\"]\n");
    Files.write(folder.resolve("binary"), new byte[] {0, 't'});
    String open = file("open me.txt", "fine");
    try (TestClient client = client()) {
      client.start();
      client.open(open, 7, "teh");
      WorkspaceDiagnosticReport report = await(pull(client));
      assertThat(client.next(PublishDiagnosticsParams.class).getDiagnostics())
          .as("of the settings file")
          .isEmpty();
      assertThat(counts(report))
          .isEqualTo(
              Map.of(
                  ".gitignore", "0",
                  "a.txt", "2",
                  "binary", "0",
                  "open%20me.txt", "1",
                  "sub/excluded.txt", "0"));
      assertThat(report.getItems())
          .filteredOn(item -> item.getLeft().getVersion() != null)
          .singleElement()
          .satisfies(item -> assertThat(item.getLeft().getVersion()).isEqualTo(7));
    }
  }

  @Test
  void whatDidNotChangeIsNeitherCheckedNorSentAgain() throws IOException {
    file("a.txt", "teh stor");
    file("b.txt", "teh");
    file("c.txt", "teh");
    try (TestClient client = client()) {
      client.start();
      WorkspaceDiagnosticReport first = await(pull(client));
      assertThat(counts(first))
          .containsExactly(
              Map.entry("a.txt", "2"), Map.entry("b.txt", "1"), Map.entry("c.txt", "1"));
      assertThat(counts(await(pull(client, first))))
          .containsOnlyKeys("a.txt", "b.txt", "c.txt")
          .containsValue("same")
          .doesNotContainValue("1");
      assertThat(checker.checks).hasValue(3);
      file("a.txt", "teh story now");
      Files.delete(folder.resolve("b.txt"));
      assertThat(counts(await(pull(client, first))))
          .containsExactly(
              Map.entry("a.txt", "1"), Map.entry("b.txt", "0"), Map.entry("c.txt", "same"));
      assertThat(checker.checks).hasValue(4);
      assertThat(counts(await(pull(client))))
          .as("an editor that forgot")
          .containsEntry("c.txt", "1");
    }
  }

  @Test
  void partsAndProgressGoAhead() throws IOException {
    file("a.txt", "teh");
    file("b.txt", "stor");
    try (TestClient client = client()) {
      client.start();
      WorkspaceDiagnosticParams params = new WorkspaceDiagnosticParams(List.of());
      params.setPartialResultToken("parts");
      params.setWorkDoneToken("progress");
      WorkspaceDiagnosticReport last =
          await(client.server.getWorkspaceService().diagnostic(params));
      assertThat(last.getItems()).isEmpty();
      List<WorkDoneProgressKind> kinds = new ArrayList<>();
      Map<String, String> counts = new TreeMap<>();
      for (ProgressParams progress : client.pending(ProgressParams.class)) {
        if (progress.getToken().equals(Either.forLeft("progress"))) {
          WorkDoneProgressNotification notification = progress.getValue().getLeft();
          kinds.add(notification.getKind());
        } else {
          counts.putAll(
              counts(
                  new MessageJsonHandler(Map.of())
                      .getGson()
                      .fromJson(
                          (JsonElement) progress.getValue().getRight(),
                          WorkspaceDiagnosticReport.class)));
        }
      }
      client.drop(ProgressParams.class);
      assertThat(kinds)
          .startsWith(WorkDoneProgressKind.begin)
          .endsWith(WorkDoneProgressKind.end)
          .contains(WorkDoneProgressKind.report);
      assertThat(counts).containsExactly(Map.entry("a.txt", "1"), Map.entry("b.txt", "1"));
    }
  }

  @Test
  void aCancelledRequestEndsTheCheckOfItsFile() throws IOException {
    file("a.txt", "wait teh");
    file("b.txt", "teh");
    try (TestClient client = client()) {
      client.start();
      CompletableFuture<WorkspaceDiagnosticReport> cancelled = pull(client);
      checker.gate.awaitArrival();
      cancelled.cancel(true);
      client.settle();
      checker.gate.open();
      assertThat(cancelled)
          .as("cancelled here, unless the server's answer came first")
          .isCompletedExceptionally();
      file("a.txt", "teh stor");
      assertThat(counts(await(pull(client))))
          .containsExactly(Map.entry("a.txt", "2"), Map.entry("b.txt", "1"));
      assertThat(checker.cancellations).hasValue(1);
      assertThat(checker.checks).as("b was not checked for nothing").hasValue(3);
    }
  }

  @Test
  void openDocumentsGoFirst() throws IOException {
    file("a.txt", "wait teh");
    try (TestClient client = client()) {
      client.start();
      CompletableFuture<WorkspaceDiagnosticReport> all = pull(client);
      checker.gate.awaitArrival();
      client.open("untitled:notes", "stor");
      client.settle();
      checker.gate.open();
      checker.gate.awaitArrival();
      assertThat(checker.cancellations).as("the file gave way").hasValue(1);
      assertThat(checker.checks).as("the file twice, the document once").hasValue(3);
      checker.gate.open();
      assertThat(counts(await(all))).containsExactly(Map.entry("a.txt", "1"));
    }
  }

  @Test
  void aFileThatBreaksTheCheckerDoesNotHarmTheOthers() throws IOException {
    file("a.txt", "Boom");
    file("b.txt", "teh");
    try (TestClient client = client()) {
      client.start();
      assertThat(counts(await(pull(client))))
          .containsExactly(Map.entry("a.txt", "0"), Map.entry("b.txt", "1"));
      assertThat(client.next(TestClient.Logged.class).text())
          .contains("a.txt failed")
          .doesNotContain("secret");
    }
  }

  @Test
  void aFileThatIsOpenedWhileItIsCheckedIsLeftToTheEditor() throws IOException {
    String uri = file("a.txt", "wait teh");
    file("b.txt", "teh");
    try (TestClient client = client()) {
      client.start();
      CompletableFuture<WorkspaceDiagnosticReport> all = pull(client);
      checker.gate.awaitArrival();
      client.open(uri, "stor");
      client.settle();
      checker.gate.open();
      assertThat(counts(await(all))).containsExactly(Map.entry("b.txt", "1"));
    }
  }
}
