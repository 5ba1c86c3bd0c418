package dev.typofix.server.lsp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.gson.JsonElement;
import dev.typofix.server.session.Workspace;
import dev.typofix.server.settings.ReadSettings;
import dev.typofix.server.settings.SettingsProblem;
import dev.typofix.server.settings.SettingsReader;
import dev.typofix.server.settings.TypofixSettings;
import java.util.List;
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
  private List<SettingsProblem> lastProblems = List.of();

  EditorSettings(TypofixClient client, Workspace workspace) {
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

  private void read(JsonNode tree) {
    ReadSettings read = SettingsReader.read(tree, TypofixSettings.DEFAULT);
    workspace.setEditorSettings(read.settings());
    if (!read.problems().isEmpty() && !read.problems().equals(lastProblems)) {
      client.showMessage(
          new MessageParams(
              MessageType.Warning,
              read.problems().stream()
                  .map(SettingsProblem::message)
                  .collect(Collectors.joining(" ", "Typofix's settings: ", ""))));
    }
    lastProblems = read.problems();
  }
}
