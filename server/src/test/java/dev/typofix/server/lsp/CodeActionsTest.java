package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static dev.typofix.server.lsp.TestClient.awaitError;
import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionResolveSupportCapabilities;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeActionsTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  CodeActionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestClient opened(String text) throws IOException {
    TestClient client = TestClient.of(checker, folder);
    open(client, text);
    return client;
  }

  private static void open(TestClient client, String text) {
    client.start();
    client.open(URI, text);
    client.diagnostics(URI, 1);
  }

  private static CompletableFuture<List<Either<Command, CodeAction>>> request(
      TestClient client, Range range, String... only) {
    CodeActionContext context = new CodeActionContext(List.of());
    if (only.length > 0) {
      context.setOnly(List.of(only));
    }
    return client
        .server
        .getTextDocumentService()
        .codeAction(new CodeActionParams(new TextDocumentIdentifier(URI), range, context));
  }

  private static List<CodeAction> actions(TestClient client, Range range, String... only) {
    return await(request(client, range, only)).stream().map(Either::getRight).toList();
  }

  private static List<String> titles(List<CodeAction> actions) {
    return actions.stream().map(CodeAction::getTitle).toList();
  }

  @Test
  void aWordOffersItsReplacementsInOrderThenTheDictionaries() throws IOException {
    try (TestClient client = opened("Over teh stor")) {
      List<CodeAction> actions = actions(client, range(0, 10, 0, 10));
      assertThat(titles(actions))
          .containsExactly(
              "Change to \"store\"",
              "Change to \"story\"",
              "Change to \"sort\"",
              "Add \"stor\" to your dictionary",
              "Add \"stor\" to the workspace's dictionary",
              "Ignore \"stor\" here until the server restarts",
              "Fix all typing errors that Typofix is sure of");
      assertThat(actions).extracting(CodeAction::getIsPreferred).startsWith(true, false, false);
      assertThat(actions).allMatch(action -> action.getKind().equals("quickfix"));
      assertThat(actions.get(0).getDiagnostics())
          .singleElement()
          .satisfies(diagnostic -> assertThat(diagnostic.getRange()).isEqualTo(range(0, 9, 0, 13)));
    }
  }

  @Test
  void aRealWordIsNotOfferedForADictionary() throws IOException {
    try (TestClient client = opened("I went too")) {
      assertThat(titles(actions(client, range(0, 8, 0, 8))))
          .containsExactly("Change to \"to\"", "Ignore \"too\" here until the server restarts");
    }
  }

  @Test
  void whereNothingIsWrongNothingIsOffered() throws IOException {
    try (TestClient client = opened("Over teh fence")) {
      assertThat(actions(client, range(0, 1, 0, 2))).isEmpty();
      assertThat(actions(client, range(0, 6, 0, 6), "refactor")).isEmpty();
    }
  }

  @Test
  void fixAllTakesWhatTheCheckerIsSureOf() throws IOException {
    try (TestClient client = opened("I went too\nteh stor xyzzy")) {
      for (String only : List.of("source", "source.fixAll", "source.fixAll.typofix")) {
        List<CodeAction> actions = actions(client, range(0, 0, 0, 0), only);
        assertThat(actions).hasSize(1);
        assertThat(actions.get(0).getKind()).isEqualTo("source.fixAll.typofix");
        assertThat(actions.get(0).getEdit().getChanges().get(URI))
            .containsExactly(
                new TextEdit(range(1, 0, 1, 3), "the"), new TextEdit(range(1, 4, 1, 8), "store"));
      }
    }
  }

  @Test
  void theUserSaysHowSureFixAllMustBe() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      JsonObject settings = new JsonObject();
      settings.addProperty("fixAllConfidence", .95);
      client.initializeParams.setInitializationOptions(settings);
      open(client, "teh stor");
      assertThat(
              actions(client, range(0, 0, 0, 0), "source.fixAll")
                  .get(0)
                  .getEdit()
                  .getChanges()
                  .get(URI))
          .hasSize(1);
    }
  }

  @Test
  void editsNameTheirVersionWhereTheEditorCanTell() throws IOException {
    WorkspaceEditCapabilities edits = new WorkspaceEditCapabilities();
    edits.setDocumentChanges(true);
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setWorkspaceEdit(edits);
    try (TestClient client = TestClient.of(checker, folder)) {
      client.with(capabilities -> capabilities.setWorkspace(workspace));
      open(client, "teh");
      client.replace(URI, 7, "So teh");
      client.diagnostics(URI, 7);
      TextDocumentEdit edit =
          actions(client, range(0, 4, 0, 4)).get(0).getEdit().getDocumentChanges().get(0).getLeft();
      assertThat(edit.getTextDocument().getVersion()).isEqualTo(7);
      assertThat(edit.getEdits()).containsExactly(new TextEdit(range(0, 3, 0, 6), "the"));
    }
  }

  @Test
  void actionsAreOfTheCurrentVersionEvenBeforeItIsChecked() throws IOException {
    try (TestClient client = opened("teh")) {
      client.replace(URI, 2, "Now it is stor");
      assertThat(actions(client, range(0, 0, 0, 3))).isEmpty();
      assertThat(titles(actions(client, range(0, 11, 0, 11)))).contains("Change to \"store\"");
      client.diagnostics(URI, 2);
    }
  }

  @Test
  void anEditMeanwhileIsAnswered() throws IOException {
    try (TestClient client = opened("teh")) {
      client.replace(URI, 2, "wait teh");
      checker.gate.awaitArrival();
      var overtaken = request(client, range(0, 0, 0, 3));
      client.replace(URI, 3, "stor");
      assertThat(awaitError(overtaken).getCode())
          .isEqualTo(ResponseErrorCode.ContentModified.getValue());
      checker.gate.open();
      client.diagnostics(URI, 3);
    }
  }

  @Test
  void fixAllLeavesItsEditForLaterWhereTheEditorCanWait() throws IOException {
    CodeActionCapabilities action = new CodeActionCapabilities();
    action.setResolveSupport(new CodeActionResolveSupportCapabilities(List.of("edit")));
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setCodeAction(action);
    try (TestClient client = TestClient.of(checker, folder)) {
      client.with(capabilities -> capabilities.setTextDocument(text));
      open(client, "teh stor");
      CodeAction fixAll = actions(client, range(0, 0, 0, 0), "source.fixAll").get(0);
      assertThat(fixAll.getEdit()).isNull();
      CodeAction resolved = await(client.server.getTextDocumentService().resolveCodeAction(fixAll));
      assertThat(resolved.getEdit().getChanges().get(URI)).hasSize(2);
      CodeAction other = new CodeAction("not ours");
      assertThat(await(client.server.getTextDocumentService().resolveCodeAction(other)).getTitle())
          .isEqualTo("not ours");
    }
  }

  @Test
  void hoveringExplainsAFinding() throws IOException {
    try (TestClient client = opened("the stor")) {
      Hover hover = hover(client, 5);
      assertThat(hover.getRange()).isEqualTo(range(0, 4, 0, 8));
      assertThat(hover.getContents().getRight().getValue())
          .as("the editor shows the diagnostic's message above it")
          .doesNotContain("Typofix", "\"store\"")
          .startsWith("No dictionary has this word")
          .contains("92 % sure", "Other candidates: \"story\", \"sort\"");
      assertThat(hover(client, 1)).isNull();
    }
  }

  private static Hover hover(TestClient client, int character) {
    return await(
        client
            .server
            .getTextDocumentService()
            .hover(new HoverParams(new TextDocumentIdentifier(URI), new Position(0, character))));
  }
}
