package dev.typofix.server.lsp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.gson.JsonElement;
import dev.typofix.server.session.Workspace;
import dev.typofix.server.settings.ReadSettings;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.SettingsProblem;
import dev.typofix.server.settings.SettingsReader;
import dev.typofix.server.settings.SettingsReader.Author;
import dev.typofix.server.settings.TypofixSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.jspecify.annotations.Nullable;

/** Follows the settings that users make in their editor. Confined to the listener thread. */
final class EditorSettings {

  private static final String SECTION = "typofix";

  private final TypofixClient client;
  private final Background background;
  private final Workspace workspace;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Optional<Path> userSettings;
  private JsonNode lastTree = MissingNode.getInstance();
  private List<SettingsProblem> lastProblems = List.of();

  /**
   * Follows an editor's settings.
   *
   * @param userSettings the file of settings that hold where the editor says nothing
   */
  EditorSettings(TypofixClient client, Workspace workspace, Optional<Path> userSettings) {
    this.userSettings = userSettings;
    this.client = client;
    this.background = new Background(client);
    this.workspace = workspace;
  }

  /** Takes what an editor sent along, bare or under the section's name; null says nothing. */
  void take(@Nullable Object json) {
    JsonNode tree = tree(json);
    read(tree.path(SECTION).isObject() ? tree.path(SECTION) : tree);
  }

  /** Asks the editor, then runs what follows if the settings are other than before. */
  void fetch(Runnable ifChanged) {
    ConfigurationItem item = new ConfigurationItem();
    item.setSection(SECTION);
    CompletableFuture<List<Object>> asked =
        client.configuration(new ConfigurationParams(List.of(item)));
    background.follow(
        asked.thenAccept(
            answers -> {
              TypofixSettings before = workspace.editorSettings();
              read(answers.isEmpty() ? MissingNode.getInstance() : tree(answers.get(0)));
              if (!workspace.editorSettings().equals(before)) {
                ifChanged.run();
              }
            }));
  }

  private JsonNode tree(@Nullable Object json) {
    try {
      return json instanceof JsonElement
          ? mapper.readTree(json.toString())
          : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON was no JSON once more", e);
    }
  }

  /** The user's own settings file. */
  Optional<Path> userSettings() {
    return userSettings;
  }

  /** The user's own settings file may be another; the editor's settings still hold over it. */
  void readAgain() {
    read(lastTree);
  }

  private void read(JsonNode tree) {
    lastTree = tree;
    ReadSettings users =
        userSettings
            .map(path -> SettingsFile.loadUsers(path).read())
            .orElse(new ReadSettings(TypofixSettings.DEFAULT, List.of()));
    ReadSettings read = SettingsReader.read(tree, users.settings(), Author.USER);
    workspace.setEditorSettings(read.settings());
    List<SettingsProblem> problems = new ArrayList<>(users.problems());
    problems.addAll(read.problems());
    if (!problems.isEmpty() && !problems.equals(lastProblems)) {
      client.showMessage(
          new MessageParams(
              MessageType.Warning,
              problems.stream()
                  .map(SettingsProblem::message)
                  .collect(Collectors.joining(" ", "Typofix's settings: ", ""))));
    }
    lastProblems = List.copyOf(problems);
  }
}
