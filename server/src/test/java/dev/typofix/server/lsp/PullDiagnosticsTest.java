package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static dev.typofix.server.lsp.TestClient.awaitError;
import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DiagnosticWorkspaceCapabilities;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PullDiagnosticsTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  PullDiagnosticsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestClient pulling() throws IOException {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setDiagnostics(new DiagnosticWorkspaceCapabilities(true));
    return TestClient.of(checker, folder)
        .with(
            capabilities -> {
              capabilities.setTextDocument(text);
              capabilities.setWorkspace(workspace);
            });
  }

  private static CompletableFuture<DocumentDiagnosticReport> pull(
      TestClient client, String previousResultId) {
    DocumentDiagnosticParams params = new DocumentDiagnosticParams(new TextDocumentIdentifier(URI));
    if (!previousResultId.isEmpty()) {
      params.setPreviousResultId(previousResultId);
    }
    return client.server.getTextDocumentService().diagnostic(params);
  }

  @Test
  void anEditorThatAsksIsAnsweredAndNothingIsPushed() throws IOException {
    try (TestClient client = pulling()) {
      assertThat(client.start().getCapabilities().getDiagnosticProvider()).isNotNull();
      client.open(URI, "teh stor");
      DocumentDiagnosticReport report = await(pull(client, ""));
      assertThat(report.getLeft().getItems()).hasSize(2);
      client.closeDocument(URI);
      client.settle();
      assertThat(client.pending(PublishDiagnosticsParams.class)).isEmpty();
    }
  }

  @Test
  void anAnswerThatDidNotChangeIsNotRepeated() throws IOException {
    try (TestClient client = pulling()) {
      client.start();
      client.open(URI, "teh stor");
      String id = await(pull(client, "")).getLeft().getResultId();
      assertThat(await(pull(client, id)).getRight().getResultId()).isEqualTo(id);
      client.replace(URI, 2, "teh store");
      DocumentDiagnosticReport changed = await(pull(client, id));
      assertThat(changed.getLeft().getItems()).hasSize(1);
      assertThat(changed.getLeft().getResultId()).isNotEqualTo(id);
    }
  }

  @Test
  void anEditOvertakesTheAnswer() throws IOException {
    try (TestClient client = pulling()) {
      client.start();
      client.open(URI, "wait teh");
      CompletableFuture<DocumentDiagnosticReport> overtaken = pull(client, "");
      checker.gate.awaitArrival();
      client.replace(URI, 2, "stor");
      ResponseError error = awaitError(overtaken);
      assertThat(error.getCode()).isEqualTo(ResponseErrorCode.ServerCancelled.getValue());
      assertThat(((JsonObject) error.getData()).get("retriggerRequest").getAsBoolean()).isTrue();
      checker.gate.open();
      assertThat(await(pull(client, "")).getLeft().getItems()).hasSize(1);
      assertThat(checker.cancellations).hasValue(1);
    }
  }

  @Test
  void aCancelledRequestIsAnsweredAtOnce() throws IOException {
    try (TestClient client = pulling()) {
      client.start();
      client.open(URI, "wait teh");
      checker.gate.awaitArrival();
      client.sendRaw(
          "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"textDocument/diagnostic\","
              + "\"params\":{\"textDocument\":{\"uri\":\""
              + URI
              + "\"}}}");
      client.sendRaw(
          "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":\"mine\"}}");
      client.settle();
      checker.gate.open();
      assertThat(await(pull(client, "")).getLeft().getItems()).hasSize(1);
    }
  }

  @Test
  void theWordBeingTypedIsWithheldAndTheEditorToldToAskAgain() throws IOException {
    try (TestClient client = pulling()) {
      client.initializeParams.setInitializationOptions(settings(1));
      client.start();
      client.open(URI, "te stor");
      client.change(URI, 2, range(0, 2, 0, 2), "h");
      assertThat(await(pull(client, "")).getLeft().getItems().size()).isBetween(1, 2);
      client.next(TestClient.Refresh.class);
      assertThat(await(pull(client, "")).getLeft().getItems()).hasSize(2);
    }
  }

  @Test
  void aDocumentThatIsNotOpenHasNoFindings() throws IOException {
    try (TestClient client = pulling()) {
      client.start();
      assertThat(await(pull(client, "")).getLeft().getItems()).isEmpty();
    }
  }

  private static JsonObject settings(int underCursorDelayMillis) {
    JsonObject settings = new JsonObject();
    settings.addProperty("underCursorDelayMillis", underCursorDelayMillis);
    return settings;
  }
}
