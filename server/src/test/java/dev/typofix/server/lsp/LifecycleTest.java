package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static dev.typofix.server.lsp.TestClient.awaitError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LifecycleTest {

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  LifecycleTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static HoverParams hover() {
    return new HoverParams(new TextDocumentIdentifier("untitled:a"), new Position(0, 0));
  }

  @Test
  void theExitCodeIsZeroAfterShutdown() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      await(client.server.shutdown());
      client.server.exit();
      assertThat(client.awaitExitCode()).isZero();
    }
  }

  @Test
  void theExitCodeIsOneWithoutShutdown() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.server.exit();
      assertThat(client.awaitExitCode()).isOne();
    }
  }

  @Test
  void exitBeforeInitializeEndsTheServer() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.server.exit();
      assertThat(client.awaitExitCode()).isOne();
    }
  }

  @Test
  void theServerEndsWithItsInput() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.toServer.close();
      assertThat(client.awaitExitCode()).isOne();
    }
  }

  @Test
  void requestsBeforeInitializeAreRefused() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      assertThat(awaitError(client.server.getTextDocumentService().hover(hover())))
          .satisfies(
              error -> {
                assertThat(error.getCode())
                    .isEqualTo(ResponseErrorCode.ServerNotInitialized.getValue())
                    .isEqualTo(-32002);
                assertThat(error.getMessage()).contains("initialize");
              });
      client.open("untitled:a", "notifications are dropped: teh");
      client.start();
    }
  }

  @Test
  void requestsAfterShutdownAreRefused() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      await(client.server.shutdown());
      assertThat(awaitError(client.server.getTextDocumentService().hover(hover())).getCode())
          .isEqualTo(ResponseErrorCode.InvalidRequest.getValue());
      client.open("untitled:a", "dropped");
      client.server.exit();
      assertThat(client.awaitExitCode()).isZero();
    }
  }

  @Test
  void aSecondInitializeIsRefused() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      assertThat(awaitError(client.server.initialize(new InitializeParams())).getCode())
          .isEqualTo(ResponseErrorCode.InvalidRequest.getValue());
    }
  }

  @Test
  void theServerSaysWhatItCanDo() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      ServerCapabilities can = client.start().getCapabilities();
      assertThat(can.getPositionEncoding()).isEqualTo("utf-16");
      assertThat(can.getTextDocumentSync().getRight().getChange())
          .isEqualTo(TextDocumentSyncKind.Incremental);
      assertThat(can.getTextDocumentSync().getRight().getOpenClose()).isTrue();
      assertThat(can.getTextDocumentSync().getRight().getSave().isRight()).isTrue();
      assertThat(can.getCodeActionProvider().getRight().getCodeActionKinds())
          .containsExactly("quickfix", "source.fixAll.typofix");
      assertThat(can.getCodeActionProvider().getRight().getResolveProvider()).isTrue();
      assertThat(can.getHoverProvider().getLeft()).isTrue();
      assertThat(can.getDiagnosticProvider()).as("only for editors that ask").isNull();
      assertThat(can.getExecuteCommandProvider().getCommands())
          .contains("typofix.addToUserDictionary", "typofix.ignoreHere", "typofix.restartModel");
      assertThat(can.getWorkspace().getWorkspaceFolders().getSupported()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16", "utf-32"})
  void positionsAreCountedAsTheEditorLikes(String encoding) throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      GeneralClientCapabilities general = new GeneralClientCapabilities();
      general.setPositionEncodings(List.of("utf-7", encoding, "utf-16"));
      client.with(capabilities -> capabilities.setGeneral(general));
      assertThat(client.start().getCapabilities().getPositionEncoding()).isEqualTo(encoding);
      client.open("untitled:a", "é😀 teh");
      int start =
          switch (encoding) {
            case "utf-8" -> 7;
            case "utf-16" -> 4;
            default -> 3;
          };
      assertThat(client.diagnostics("untitled:a", 1).get(0).getRange())
          .isEqualTo(TestClient.range(0, start, 0, start + 3));
    }
  }
}
