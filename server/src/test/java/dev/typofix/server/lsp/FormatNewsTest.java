package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.document.DocumentFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormatNewsTest {

  private final ServerOptions options;

  FormatNewsTest(@TempDir Path folder) {
    ServerOptions usual = TestClient.options(new FakeChecker(), folder);
    options =
        new ServerOptions(
            usual.loader(),
            usual.userDictionary(),
            usual.debounceMillis(),
            usual.gitUser(),
            usual.unchangedMillis(),
            format ->
                format == DocumentFormat.PLAIN_TEXT ? Optional.empty() : Optional.of("no library"),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void thatAGrammarDoesNotLoadIsToldOnceWhenASourceFileIsOpened() throws IOException {
    try (TestClient client = new TestClient(options)) {
      client.start();
      client.open("untitled:notes", "teh");
      assertThat(client.diagnostics("untitled:notes", 1)).hasSize(1);
      assertThat(client.pending(TestClient.Shown.class)).isEmpty();
      for (String language : List.of("java", "go")) {
        client.open(new TextDocumentItem("untitled:" + language, language, 1, "// teh"));
        assertThat(client.diagnostics("untitled:" + language, 1)).hasSize(1);
      }
      assertThat(client.next(TestClient.Shown.class).text())
          .contains("java", "no library", "typofix doctor");
    }
  }
}
