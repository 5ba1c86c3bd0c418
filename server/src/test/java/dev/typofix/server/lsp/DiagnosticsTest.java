package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static dev.typofix.server.lsp.TestClient.messages;
import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiagnosticsTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  DiagnosticsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anOpenedDocumentShowsItsFindings() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "I went too\nteh 😀 stor");
      List<Diagnostic> diagnostics = client.diagnostics(URI, 1);
      assertThat(messages(diagnostics))
          .containsExactly(
              "Did you mean \"to\" instead of \"too\"?",
              "\"teh\" looks like a misspelling of \"the\".",
              "\"stor\" looks like a misspelling of \"store\".");
      assertThat(diagnostics)
          .extracting(Diagnostic::getRange)
          .containsExactly(range(0, 7, 0, 10), range(1, 0, 1, 3), range(1, 7, 1, 11));
      assertThat(diagnostics)
          .extracting(Diagnostic::getSeverity)
          .containsExactly(
              DiagnosticSeverity.Information,
              DiagnosticSeverity.Warning,
              DiagnosticSeverity.Warning);
      assertThat(diagnostics).allMatch(diagnostic -> diagnostic.getSource().equals("Typofix"));
      assertThat(diagnostics.get(0).getCode().getLeft()).isEqualTo("real-word");
    }
  }

  @Test
  void aQuickFixReplacesTheWord() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "Over teh fence");
      List<Diagnostic> diagnostics = client.diagnostics(URI, 1);
      List<Either<Command, CodeAction>> actions =
          await(
              client
                  .server
                  .getTextDocumentService()
                  .codeAction(
                      new CodeActionParams(
                          new TextDocumentIdentifier(URI),
                          range(0, 6, 0, 6),
                          new CodeActionContext(diagnostics))));
      CodeAction first = actions.get(0).getRight();
      assertThat(first.getTitle()).isEqualTo("Change to \"the\"");
      assertThat(first.getIsPreferred()).isTrue();
      assertThat(first.getEdit().getChanges().get(URI))
          .singleElement()
          .satisfies(
              edit -> {
                assertThat(edit.getRange()).isEqualTo(range(0, 5, 0, 8));
                assertThat(edit.getNewText()).isEqualTo("the");
              });
    }
  }

  @Test
  void closingADocumentClearsItsDiagnostics() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.closeDocument(URI);
      assertThat(client.next(PublishDiagnosticsParams.class).getDiagnostics()).isEmpty();
    }
  }
}
