package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.session.CheckerLoader;
import dev.typofix.server.session.LoadedChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelLoadingTest {

  private static final String URI = "untitled:notes";

  private final FakeChecker checker = new FakeChecker();
  private final Path folder;

  ModelLoadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestClient client(CheckerLoader loader) throws IOException {
    return new TestClient(new ServerOptions(loader, folder.resolve("words.txt"), 0));
  }

  @Test
  void aSecondChoiceOfBackendIsToldOnce() throws IOException {
    CheckerLoader second =
        (model, threads) ->
            new LoadedChecker(
                checker,
                Optional.empty(),
                "tiny",
                "ONNX",
                List.of("Core ML cannot. ONNX does."),
                () -> {});
    try (TestClient client = client(second)) {
      client.initialize();
      assertThat(client.next(StatusParams.class).state()).isEqualTo("loading");
      assertThat(client.next(StatusParams.class))
          .isEqualTo(new StatusParams("ready", "tiny", "ONNX", "Core ML cannot. ONNX does."));
      assertThat(client.next(TestClient.Shown.class).text())
          .isEqualTo("Typofix goes on with the model tiny. Core ML cannot. ONNX does.");
    }
  }

  @Test
  void whatASmallModelSaysIsShownUntilTheLargeOneDecides() throws IOException {
    Gate gate = new Gate();
    CheckerLoader pair =
        (model, threads) ->
            new LoadedChecker(
                (document, options, cancel) -> {
                  gate.pass();
                  return List.of();
                },
                Optional.of(checker),
                "tiny and large",
                "ONNX",
                List.of(),
                () -> {});
    try (TestClient client = client(pair)) {
      client.initialize();
      client.next(StatusParams.class); // loading
      assertThat(client.next(StatusParams.class).model()).isEqualTo("tiny and large");
      client.open(URI, "teh");
      gate.awaitArrival();
      assertThat(client.next(PublishDiagnosticsParams.class).getDiagnostics()).hasSize(1);
      gate.open();
      assertThat(client.next(PublishDiagnosticsParams.class).getDiagnostics()).isEmpty();
    }
  }

  @Test
  void checksWaitForTheModelAndItsProgressIsShown() throws IOException {
    Gate gate = new Gate();
    AtomicBoolean freed = new AtomicBoolean();
    CheckerLoader slow =
        (model, threads) -> {
          gate.pass();
          return new LoadedChecker(checker, "tiny", "ONNX", () -> freed.set(true));
        };
    WindowClientCapabilities window = new WindowClientCapabilities();
    window.setWorkDoneProgress(true);
    try (TestClient client = client(slow)) {
      client.with(capabilities -> capabilities.setWindow(window));
      client.initialize();
      gate.awaitArrival();
      client.open(URI, "teh");
      client.settle();
      assertThat(client.pending(PublishDiagnosticsParams.class)).isEmpty();
      gate.open();
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      assertThat(client.next(StatusParams.class).state()).isEqualTo("loading");
      assertThat(client.next(StatusParams.class))
          .isEqualTo(new StatusParams("ready", "tiny", "ONNX", ""));
      String token = client.next(WorkDoneProgressCreateParams.class).getToken().getLeft();
      for (WorkDoneProgressKind kind :
          new WorkDoneProgressKind[] {WorkDoneProgressKind.begin, WorkDoneProgressKind.end}) {
        ProgressParams progress = client.next(ProgressParams.class);
        assertThat(progress.getToken().getLeft()).isEqualTo(token);
        assertThat(progress.getValue().getLeft().getKind()).isEqualTo(kind);
      }
    }
    assertThat(freed).as("the model is freed in the end").isTrue();
  }

  @Test
  void aModelThatCannotBeLoadedIsSaidOnceAndTheServerLives() throws IOException {
    CheckerLoader broken =
        (model, threads) -> {
          throw new ModelLoadException("model.onnx: wrong checksum; run 'typofix models verify'");
        };
    assertLivesWithout(broken, "wrong checksum; run 'typofix models verify'");
  }

  @Test
  void aBackendThatBreaksIsAModelThatCannotBeLoaded() throws IOException {
    CheckerLoader broken =
        (model, threads) -> {
          throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        };
    assertLivesWithout(broken, "no onnxruntime");
  }

  private void assertLivesWithout(CheckerLoader broken, String message) throws IOException {
    try (TestClient client = client(broken)) {
      client.initialize();
      assertThat(client.next(StatusParams.class).state()).isEqualTo("loading");
      assertThat(client.next(StatusParams.class).state()).isEqualTo("failed");
      assertThat(client.next(TestClient.Shown.class).text()).contains(message);
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      client.replace(URI, 2, "teh stor");
      assertThat(client.diagnostics(URI, 2)).isEmpty();
    }
  }
}
