package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.await;
import static dev.typofix.server.lsp.TestClient.awaitError;
import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  CommandsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static CompletableFuture<Object> execute(
      TestClient client, String command, Object... arguments) {
    return client
        .server
        .getWorkspaceService()
        .executeCommand(new ExecuteCommandParams(command, List.of(arguments)));
  }

  /** The command behind the action whose title begins so, at a place of the first line. */
  private static Command offered(TestClient client, int character, String title) {
    return await(
            client
                .server
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        new TextDocumentIdentifier(URI),
                        range(0, character, 0, character),
                        new CodeActionContext(List.of()))))
        .stream()
        .map(action -> action.getRight())
        .filter(action -> action.getTitle().startsWith(title))
        .map(CodeAction::getCommand)
        .findFirst()
        .orElseThrow();
  }

  private static void execute(TestClient client, Command command) {
    await(execute(client, command.getCommand(), command.getArguments().toArray()));
  }

  @Test
  void aWordGoesToTheUsersDictionary() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh stor");
      client.diagnostics(URI, 1);
      execute(client, offered(client, 0, "Add \"teh\" to your"));
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      assertThat(folder.resolve("user/dictionary.txt")).content().isEqualTo("teh\n");
    }
  }

  @Test
  void aWordGoesToTheWorkspacesDictionary() throws IOException {
    Path words = folder.resolve(".typofix-words.txt");
    Files.writeString(words, "# ours\nzebra");
    try (TestClient client = TestClient.of(checker, folder)) {
      client.openFolder(folder);
      client.start();
      client.open(URI, "teh stor");
      client.diagnostics(URI, 1);
      execute(client, offered(client, 0, "Add \"teh\" to the workspace"));
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      assertThat(words).content().isEqualTo("# ours\nzebra\nteh\n");
    }
  }

  @Test
  void withoutAFolderThereIsNoWorkspacesDictionary() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      ResponseError error =
          awaitError(execute(client, Commands.ADD_TO_WORKSPACE_DICTIONARY, "teh", URI));
      assertThat(error.getMessage()).contains("No folder is open");
    }
  }

  @Test
  void aDictionaryThatCannotBeWrittenIsSaidAndTheWordAcceptedAllTheSame() throws IOException {
    Files.writeString(folder.resolve("user"), "a file where the folder should be");
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh stor");
      assertThat(client.diagnostics(URI, 1)).hasSize(2);
      client.drop(TestClient.Logged.class);
      ResponseError error = awaitError(execute(client, Commands.ADD_TO_USER_DICTIONARY, "teh"));
      assertThat(error.getCode()).isEqualTo(ResponseErrorCode.RequestFailed.getValue());
      assertThat(error.getMessage())
          .contains(folder.resolve("user/dictionary.txt").toString(), "until the server restarts");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.drop(TestClient.Logged.class);
    }
  }

  @Test
  void aDictionaryThatCannotBeReadIsSaidOnce() throws IOException {
    Files.createDirectories(folder.resolve("user"));
    Files.write(folder.resolve("user/dictionary.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh");
      client.diagnostics(URI, 1);
      client.replace(URI, 2, "stor");
      client.diagnostics(URI, 2);
      assertThat(client.next(TestClient.Logged.class).text())
          .contains("dictionary.txt", "not UTF-8 text");
    }
  }

  @Test
  void anIgnoredPlaceStaysSoWhileTheTextAroundItChanges() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "Over teh fence, under teh bridge");
      assertThat(client.diagnostics(URI, 1)).hasSize(2);
      execute(client, offered(client, 5, "Ignore \"teh\" here"));
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.replace(URI, 2, "A line.\nSo: Over teh fence.\nUnder teh bridge");
      assertThat(client.diagnostics(URI, 2))
          .singleElement()
          .satisfies(left -> assertThat(left.getRange()).isEqualTo(range(2, 6, 2, 9)));
    }
  }

  @Test
  void fixAllIsApplied() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh stor");
      client.diagnostics(URI, 1);
      await(execute(client, Commands.FIX_ALL, URI));
      assertThat(client.next(ApplyWorkspaceEditParams.class).getEdit().getChanges().get(URI))
          .hasSize(2);
    }
  }

  @Test
  void theModelIsLoadedAgainOnRequest() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh");
      client.diagnostics(URI, 1);
      await(execute(client, Commands.RESTART_MODEL));
      assertThat(client.next(StatusParams.class).state()).isEqualTo("loading");
      assertThat(client.next(StatusParams.class).state()).isEqualTo("ready");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
    }
  }

  @Test
  void wrongArgumentsAndUnknownCommandsAreAnswered() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      for (CompletableFuture<Object> wrong :
          List.of(
              execute(client, "typofix.dance"),
              execute(client, Commands.ADD_TO_USER_DICTIONARY),
              execute(client, Commands.ADD_TO_USER_DICTIONARY, 42),
              execute(client, Commands.ADD_TO_USER_DICTIONARY, "two words"),
              execute(client, Commands.IGNORE_HERE, URI))) {
        assertThat(awaitError(wrong).getCode())
            .isEqualTo(ResponseErrorCode.InvalidParams.getValue());
      }
    }
  }
}
