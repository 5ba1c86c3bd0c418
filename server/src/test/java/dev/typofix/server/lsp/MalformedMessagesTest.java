package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedMessagesTest {

  private static final String SECRET = "my own words";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  MalformedMessagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "null",
        "42",
        "[]",
        "[{}]",
        "{}",
        "{\"jsonrpc\":\"2.0\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":",
        "{\"jsonrpc\":\"2.0\",\"method\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":null}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"my own words\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":\"my own words\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\","
            + "\"params\":{\"textDocument\":{\"text\":[\"my own words\"]}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\","
            + "\"params\":{\"textDocument\":{\"uri\":\"u\",\"version\":\"my own words\"}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":"
            + "{\"uri\":\"u\",\"version\":2},\"contentChanges\":[{\"text\":\"my own words\"}]}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didClose\",\"params\":"
            + "{\"textDocument\":{\"uri\":\"never opened\"}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":4711}}",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"textDocument/hover\",\"params\":[1]}",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"textDocument/hover\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"textDocument/diagnostic\"}",
      })
  void theServerOutlivesAMalformedMessageAndTellsNoText(String message) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.sendRaw(message);
      assertAlive(client);
      assertThat(client.pending(TestClient.Logged.class))
          .noneMatch(logged -> logged.text().contains(SECRET));
      client.drop(TestClient.Logged.class);
      client.drop(org.eclipse.lsp4j.PublishDiagnosticsParams.class);
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: abc\r\n\r\n",
        "Content-Length: -5\r\n\r\n",
        "Content-Type: nothing else\r\n\r\n",
        "garbage\r\n\r\n",
        "\r\n\r\n",
        "Content-Length: 3\r\n\r\n{}\n",
      })
  void theServerOutlivesAMalformedHeader(String header) throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.sendBytes(header);
      assertAlive(client);
      client.drop(TestClient.Logged.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":[\"",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"textDocument/hover\",\"params\":7,\"x\":\"",
      })
  void aLongMalformedMessageIsPassedOverToItsEnd(String start) throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.sendRaw(start + "a".repeat(100_000));
      assertAlive(client);
      client.drop(TestClient.Logged.class);
    }
  }

  private static void assertAlive(TestClient client) {
    client.open("untitled:alive", "teh");
    assertThat(client.diagnostics("untitled:alive", 1)).hasSize(1);
  }

  @Test
  void anUnknownRequestIsAnsweredWithAnError() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      assertThat(
              TestClient.awaitError(
                      client.launcher.getRemoteEndpoint().request("no/such", new JsonObject()))
                  .getCode())
          .isEqualTo(ResponseErrorCode.MethodNotFound.getValue());
    }
  }
}
