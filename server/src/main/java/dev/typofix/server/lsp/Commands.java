package dev.typofix.server.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.session.IgnoredPlace;
import dev.typofix.server.session.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ExecuteCommandParams;

/** What editors may have the server do. Called by the listener thread. */
final class Commands {

  static final String ADD_TO_USER_DICTIONARY = "typofix.addToUserDictionary";
  static final String ADD_TO_WORKSPACE_DICTIONARY = "typofix.addToWorkspaceDictionary";
  static final String IGNORE_HERE = "typofix.ignoreHere";
  static final String FIX_ALL = "typofix.fixAll";
  static final String RESTART_MODEL = "typofix.restartModel";

  /** All of them. */
  static final List<String> NAMES =
      List.of(
          ADD_TO_USER_DICTIONARY, ADD_TO_WORKSPACE_DICTIONARY, IGNORE_HERE, FIX_ALL, RESTART_MODEL);

  private final TypofixClient client;
  private final Workspace workspace;
  private final DiagnosticFlow flow;
  private final CodeActions actions;
  private final Runnable restartModel;

  Commands(
      TypofixClient client,
      Workspace workspace,
      DiagnosticFlow flow,
      CodeActions actions,
      Runnable restartModel) {
    this.client = client;
    this.workspace = workspace;
    this.flow = flow;
    this.actions = actions;
    this.restartModel = restartModel;
  }

  /** Carries a command out; fails with a message for a person if that cannot be. */
  CompletableFuture<Object> execute(ExecuteCommandParams params) {
    switch (params.getCommand()) {
      case ADD_TO_USER_DICTIONARY -> {
        String word = texts(params, 1).get(0);
        addWord(word, workspace.userDictionary());
      }
      case ADD_TO_WORKSPACE_DICTIONARY -> {
        List<String> arguments = texts(params, 2);
        addWord(arguments.get(0), workspaceDictionary(arguments.get(1)));
      }
      case IGNORE_HERE -> {
        List<String> place = texts(params, 4);
        flow.ignore(new IgnoredPlace(place.get(0), place.get(1), place.get(2), place.get(3)));
      }
      case FIX_ALL -> {
        return fixAll(texts(params, 1).get(0));
      }
      case RESTART_MODEL -> restartModel.run();
      default ->
          throw Responses.invalid(
              "There is no command \"" + params.getCommand() + "\"; there are: " + NAMES + ".");
    }
    return done();
  }

  private static CompletableFuture<Object> done() {
    return CompletableFuture.completedFuture(new JsonPrimitive(true));
  }

  private Path workspaceDictionary(String uri) {
    return workspace
        .dictionaryFor(uri)
        .orElseThrow(
            () ->
                Responses.failed(
                    "No folder is open, so there is no workspace's dictionary:"
                        + " add the word to your own."));
  }

  private void addWord(String word, Path dictionary) {
    if (word.isBlank() || word.chars().anyMatch(Character::isWhitespace)) {
      throw Responses.invalid("A dictionary takes single words.");
    }
    try {
      workspace.addWord(word, dictionary);
    } catch (IOException e) {
      throw Responses.failed(
          "The word could not be written to "
              + dictionary
              + ": "
              + Reasons.of(e)
              + ". It is accepted until the server restarts.");
    } finally {
      flow.recheckAll();
    }
  }

  private CompletableFuture<Object> fixAll(String uri) {
    return actions
        .fixAllEdit(uri)
        .thenCompose(
            edit ->
                edit.isEmpty()
                    ? done()
                    : client
                        .applyEdit(new ApplyWorkspaceEditParams(edit.get(), "Fix typing errors"))
                        .thenApply(applied -> new JsonPrimitive(applied.isApplied())));
  }

  private static List<String> texts(ExecuteCommandParams params, int count) {
    List<String> texts = new ArrayList<>();
    for (Object argument : params.getArguments() == null ? List.of() : params.getArguments()) {
      if (argument instanceof JsonElement json
          && json.isJsonPrimitive()
          && json.getAsJsonPrimitive().isString()) {
        texts.add(json.getAsString());
      }
    }
    if (texts.size() < count) {
      throw Responses.invalid(
          "\"" + params.getCommand() + "\" takes " + count + " texts as arguments.");
    }
    return texts;
  }
}
