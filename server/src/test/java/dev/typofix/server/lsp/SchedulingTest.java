package dev.typofix.server.lsp;

import static dev.typofix.server.lsp.TestClient.range;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchedulingTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  SchedulingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void manyEditsLeaveOneCheckBehindTheRunningOne() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "wait teh");
      checker.gate.awaitArrival();
      for (int version = 2; version <= 500; version++) {
        client.replace(URI, version, "stor " + version);
      }
      client.settle();
      checker.gate.open();
      assertThat(client.diagnostics(URI, 500)).hasSize(1);
      assertThat(checker.checks).hasValue(2);
      assertThat(checker.cancellations).hasValue(1);
      assertThat(client.pending(PublishDiagnosticsParams.class)).isEmpty();
    }
  }

  @Test
  void theDocumentThatWasTouchedLastIsCheckedFirst() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open("untitled:held", "wait");
      checker.gate.awaitArrival();
      client.open("untitled:one", "teh");
      client.open("untitled:two", "teh");
      client.open("untitled:three", "teh");
      client.replace("untitled:one", 2, "stor");
      client.settle();
      checker.gate.open();
      client.diagnostics("untitled:held", 1);
      for (String name : new String[] {"one", "three", "two"}) {
        assertThat(client.next(PublishDiagnosticsParams.class).getUri())
            .isEqualTo("untitled:" + name);
      }
    }
  }

  @Test
  void closingADocumentCancelsItsCheck() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "wait teh");
      checker.gate.awaitArrival();
      client.closeDocument(URI);
      client.settle();
      checker.gate.open();
      client.open("untitled:other", "stor");
      client.diagnostics("untitled:other", 1);
      assertThat(client.next(PublishDiagnosticsParams.class).getDiagnostics()).isEmpty();
      assertThat(checker.cancellations).hasValue(1);
    }
  }

  @Test
  void aDocumentThatBreaksTheCheckerDoesNotHarmOthers() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.replace(URI, 2, "teh Boom");
      assertThat(client.diagnostics(URI, 2)).isEmpty();
      client.replace(URI, 3, "teh Boom!");
      assertThat(client.diagnostics(URI, 3)).isEmpty();
      client.open("untitled:other", "stor");
      assertThat(client.diagnostics("untitled:other", 1)).hasSize(1);
      assertThat(client.next(TestClient.Logged.class).text())
          .contains(URI, "IllegalStateException")
          .doesNotContain("secret", "Boom");
      client.replace(URI, 4, "teh again");
      assertThat(client.diagnostics(URI, 4)).hasSize(1);
    }
  }

  @Test
  void theWordBeingTypedIsWithheldUntilSomethingElseIsTyped() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.initializeParams.setInitializationOptions(delay(60_000));
      client.start();
      client.open(URI, "too te");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.change(URI, 2, range(0, 6, 0, 6), "h");
      assertThat(client.diagnostics(URI, 2))
          .extracting(Diagnostic::getRange)
          .containsExactly(range(0, 0, 0, 3));
      client.change(URI, 3, range(0, 7, 0, 7), " ");
      assertThat(client.diagnostics(URI, 3)).hasSize(2);
    }
  }

  @Test
  void theWordBeingTypedIsShownAfterAPause() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.initializeParams.setInitializationOptions(delay(1));
      client.start();
      client.open(URI, "te");
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      client.change(URI, 2, range(0, 2, 0, 2), "h");
      assertThat(client.diagnostics(URI, 2)).isEmpty();
      assertThat(client.diagnostics(URI, 2)).hasSize(1);
    }
  }

  @Test
  void withoutADelayTheWordBeingTypedIsShownAtOnce() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.initializeParams.setInitializationOptions(delay(0));
      client.start();
      client.open(URI, "te");
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      client.change(URI, 2, range(0, 2, 0, 2), "h");
      assertThat(client.diagnostics(URI, 2)).hasSize(1);
    }
  }

  @Test
  void anEditWaitsForTheNextOneButTheFirstLookDoesNot() throws IOException {
    ServerOptions usual = TestClient.options(checker, folder);
    try (TestClient client =
        new TestClient(new ServerOptions(usual.loader(), usual.userDictionary(), 3_600_000))) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.replace(URI, 2, "teh stor");
      client.settle();
      assertThat(checker.checks).hasValue(1);
    }
  }

  @Test
  void aDocumentOpenedTwiceIsTakenAsNew() throws IOException {
    try (TestClient client = TestClient.of(checker, folder)) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      client.open(URI, "teh stor");
      assertThat(client.diagnostics(URI, 1)).hasSize(2);
    }
  }

  private static JsonObject delay(int millis) {
    JsonObject settings = new JsonObject();
    settings.addProperty("underCursorDelayMillis", millis);
    return settings;
  }
}
