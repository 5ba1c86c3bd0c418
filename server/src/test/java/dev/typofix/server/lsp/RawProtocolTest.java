package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server writes, byte for byte, when its input is a script. */
final class RawProtocolTest {

  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}";

  private final Path folder;

  RawProtocolTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<JsonObject> answersTo(String... messages) throws IOException {
    StringBuilder script = new StringBuilder();
    for (String message : messages) {
      int length = message.getBytes(StandardCharsets.UTF_8).length;
      script.append("Content-Length: ").append(length).append("\r\n\r\n").append(message);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        LanguageServerLauncher.run(
            new ByteArrayInputStream(script.toString().getBytes(StandardCharsets.UTF_8)),
            out,
            TestClient.options(new FakeChecker(), folder));
    assertThat(exitCode).as("the input ended without shutdown").isOne();
    return messages(out.toByteArray());
  }

  /** Reads messages; fails if anything stands between them. */
  private static List<JsonObject> messages(byte[] bytes) throws IOException {
    List<JsonObject> messages = new ArrayList<>();
    InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
    while (in.available() > 0) {
      StringBuilder header = new StringBuilder();
      while (!header.toString().endsWith("\r\n\r\n")) {
        header.append((char) in.read());
      }
      assertThat(header.toString()).matches("Content-Length: \\d+\r\n\r\n");
      int length = Integer.parseInt(header.substring(16).strip());
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      messages.add(JsonParser.parseString(body).getAsJsonObject());
    }
    return messages;
  }

  private static Optional<JsonObject> error(List<JsonObject> answers, int id) {
    return answers.stream()
        .filter(answer -> answer.has("id") && answer.get("id").getAsString().equals("" + id))
        .filter(answer -> answer.has("error"))
        .map(answer -> answer.getAsJsonObject("error"))
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'jsonrpc':'2.0','id':5,'method':'textDocument/hover','params':[1]}",
        "{'jsonrpc':'2.0','id':5,'method':'textDocument/hover','params':{'position':'x'}}",
        "{'jsonrpc':'2.0','id':5,'method':'textDocument/hover','params':{}}",
        "{'jsonrpc':'2.0','id':5,'method':'textDocument/codeAction'}",
        "{'jsonrpc':'2.0','id':5,'method':'workspace/executeCommand','params':{'command':7}}",
        "{'jsonrpc':'2.0','id':5,'method':'no/such','params':{}}",
      },
      quoteCharacter = '`')
  void aMalformedRequestIsAnsweredWithAnError(String request) throws IOException {
    List<JsonObject> answers = answersTo(INITIALIZE, request.replace('\'', '"'));
    assertThat(error(answers, 1)).isEmpty();
    assertThat(error(answers, 5)).isPresent();
  }

  @Test
  void aMalformedNotificationIsLoggedWithoutItsText() throws IOException {
    List<JsonObject> answers =
        answersTo(
            INITIALIZE,
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\","
                + "\"params\":{\"textDocument\":\"my own words\"}}");
    assertThat(answers)
        .anyMatch(answer -> answer.toString().contains("didOpen\\\" is malformed and was ignored"));
    assertThat(answers).noneMatch(answer -> answer.toString().contains("my own words"));
  }

  @Test
  void whatIsNoJsonIsLogged() throws IOException {
    assertThat(answersTo(INITIALIZE, "{\"jsonrpc\":"))
        .anyMatch(answer -> answer.toString().contains("A message is malformed and was ignored"));
  }

  @Test
  void anEarlyRequestIsAnsweredWithTheProtocolsCode() throws IOException {
    List<JsonObject> answers =
        answersTo("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"shutdown\",\"params\":null}");
    assertThat(error(answers, 3).orElseThrow().get("code").getAsInt())
        .isEqualTo(ResponseErrorCode.ServerNotInitialized.getValue());
  }
}
