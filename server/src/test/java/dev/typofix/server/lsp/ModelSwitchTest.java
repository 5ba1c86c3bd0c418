package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.session.CheckerLoader;
import dev.typofix.server.session.LoadedChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model is changed while the server runs. {@code large} finds nothing, {@code gone} is none.
 */
final class ModelSwitchTest {

  private static final String URI = "untitled:notes";

  private final List<String> freed = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final Path userSettings;

  ModelSwitchTest(@TempDir Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("project"));
    this.userSettings = folder.resolve("typofix.toml");
  }

  private final CheckerLoader loader =
      (model, threads) -> {
        String name = model.orElse("tiny");
        return switch (name) {
          case "tiny" -> new LoadedChecker(new FakeChecker(), name, "", () -> freed.add(name));
          case "large" ->
              new LoadedChecker(
                  (document, options, cancel) -> List.of(), name, "", () -> freed.add(name));
          default -> throw new ModelLoadException("no model " + name + " is installed");
        };
      };

  private TestClient client(Optional<String> fixed) throws IOException {
    ServerOptions options = new ServerOptions(loader, folder.resolve("words.txt"), 0);
    return new TestClient(options.withUserSettings(userSettings).withModel(fixed));
  }

  private static void configure(TestClient client, String model) {
    JsonObject settings = new JsonObject();
    settings.addProperty("model", model);
    client
        .server
        .getWorkspaceService()
        .didChangeConfiguration(new DidChangeConfigurationParams(settings));
  }

  private static void tellOf(TestClient client, Path file) {
    client
        .server
        .getWorkspaceService()
        .didChangeWatchedFiles(
            new DidChangeWatchedFilesParams(
                List.of(new FileEvent(file.toUri().toString(), FileChangeType.Changed))));
  }

  /** Takes the news of a load. */
  private static StatusParams loaded(TestClient client) {
    assertThat(client.next(StatusParams.class).state()).isEqualTo("loading");
    return client.next(StatusParams.class);
  }

  @Test
  void theEditorsSettingChangesTheModelAndDocumentsAreCheckedAnew() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      configure(client, "large");
      assertThat(loaded(client)).isEqualTo(new StatusParams("ready", "large", "", ""));
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      assertThat(freed).containsExactly("tiny");
      configure(client, "tiny");
      assertThat(loaded(client).model()).isEqualTo("tiny");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
    }
    assertThat(freed).containsExactly("tiny", "large", "tiny");
  }

  @Test
  void aSettingThatIsTheSameLoadsNothing() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.start();
      configure(client, "large");
      assertThat(loaded(client).model()).isEqualTo("large");
      configure(client, "large");
      client.settle();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      assertThat(client.pending(StatusParams.class)).isEmpty();
    }
  }

  @Test
  void aModelThatCannotBeUsedIsSaidOnceAndTheOneInUseGoesOn() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.start();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      configure(client, "gone");
      assertThat(loaded(client))
          .isEqualTo(new StatusParams("ready", "tiny", "", "no model gone is installed"));
      assertThat(client.next(TestClient.Shown.class).text())
          .isEqualTo("Typofix goes on with the model tiny. no model gone is installed");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
      configure(client, "gone");
      client.replace(URI, 2, "teh teh");
      assertThat(client.diagnostics(URI, 2)).hasSize(2);
      assertThat(freed).isEmpty();
      client.drop(PublishDiagnosticsParams.class);
    }
  }

  @Test
  void aChosenModelThatIsGoneAtTheStartIsReplacedByTheEmbeddedOne() throws IOException {
    Files.writeString(userSettings, "model = \"gone\"\n");
    try (TestClient client = client(Optional.empty())) {
      client.initialize();
      assertThat(loaded(client).model()).isEqualTo("tiny");
      assertThat(client.next(TestClient.Shown.class).text()).contains("no model gone is installed");
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).hasSize(1);
    }
  }

  @Test
  void theUsersSettingsFileIsFollowed() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.start();
      Files.writeString(userSettings, "model = \"large\"\n");
      tellOf(client, userSettings);
      assertThat(loaded(client).model()).isEqualTo("large");
      Files.delete(userSettings);
      tellOf(client, userSettings);
      assertThat(loaded(client).model()).isEqualTo("tiny");
    }
  }

  @Test
  void theProjectsSettingsFileIsFollowedAndGoesOverTheEditor() throws IOException {
    Path project = folder.resolve("typofix.toml");
    String uri = project.toUri().toString();
    try (TestClient client = client(Optional.empty())) {
      client.openFolder(folder);
      client.start();
      configure(client, "tiny");
      assertThat(loaded(client).model()).isEqualTo("tiny");
      Files.writeString(project, "model = \"large\"\n");
      tellOf(client, project);
      assertThat(loaded(client).model()).isEqualTo("large");
      Files.writeString(project, "model = \"../theirs\"\n");
      tellOf(client, project);
      assertThat(loaded(client).model()).isEqualTo("tiny");
      assertThat(client.next(PublishDiagnosticsParams.class, told -> told.getUri().equals(uri)))
          .satisfies(first -> assertThat(first.getDiagnostics()).isEmpty());
      assertThat(client.next(PublishDiagnosticsParams.class, told -> told.getUri().equals(uri)))
          .satisfies(second -> assertThat(second.getDiagnostics()).hasSize(1));
    }
  }

  @Test
  void theCommandLinesModelStaysWhateverTheSettingsSay() throws IOException {
    try (TestClient client = client(Optional.of("large"))) {
      client.initialize();
      assertThat(loaded(client).model()).isEqualTo("large");
      configure(client, "tiny");
      client.settle();
      client.open(URI, "teh");
      assertThat(client.diagnostics(URI, 1)).isEmpty();
      assertThat(client.pending(StatusParams.class)).isEmpty();
    }
  }

  @Test
  void restartingLoadsTheChosenModelAgain() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.start();
      configure(client, "large");
      assertThat(loaded(client).model()).isEqualTo("large");
      TestClient.await(
          client
              .server
              .getWorkspaceService()
              .executeCommand(new ExecuteCommandParams(Commands.RESTART_MODEL, List.of())));
      assertThat(loaded(client).model()).isEqualTo("large");
      assertThat(freed).containsExactly("tiny", "large");
    }
  }

  @Test
  void anEditorThatIsAskedForSettingsChangesTheModelToo() throws IOException {
    try (TestClient client = client(Optional.empty())) {
      client.with(
          capabilities -> {
            var workspace = new WorkspaceClientCapabilities();
            workspace.setConfiguration(true);
            capabilities.setWorkspace(workspace);
          });
      JsonObject settings = new JsonObject();
      settings.addProperty("model", "large");
      client.configuration = settings;
      client.start();
      assertThat(loaded(client).model()).isEqualTo("large");
      client.next(ConfigurationParams.class);
    }
    assertThat(freed).containsExactly("tiny", "large");
  }
}
