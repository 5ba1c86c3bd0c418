package dev.typofix.server.lsp;

import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.server.session.CheckerLoader;
import dev.typofix.server.workspace.GitUser;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the server is started with.
 *
 * @param loader loads the model
 * @param userDictionary the file of words that the user accepts everywhere
 * @param debounceMillis how long an edit waits for the next one before it is checked
 * @param gitUser whose ignore file counts beside the repositories'
 * @param unchangedMillis how long an editor that asks for all files' findings again waits for the
 *     answer that there is nothing new
 * @param formatProblems why files of a format are read more plainly than they could be, if so
 * @param userSettings the file of settings that hold under the editor's
 * @param model the model to use whatever the settings say, a name or a folder
 */
public record ServerOptions(
    CheckerLoader loader,
    Path userDictionary,
    int debounceMillis,
    GitUser gitUser,
    int unchangedMillis,
    Function<DocumentFormat, Optional<String>> formatProblems,
    Optional<Path> userSettings,
    Optional<String> model) {

  /**
   * Long enough for the edits that an editor sends at once (several cursors, a formatter). A
   * typist's next letter comes later, and overtakes what is still being checked: waiting for it
   * gains nothing.
   */
  public static final int DEFAULT_DEBOUNCE_MILLIS = 3;

  /** Looking through a large repository takes a second or so; this keeps that to some percent. */
  private static final int UNCHANGED_MILLIS = 10_000;

  /** Options that ask the formats themselves for their problems. */
  public ServerOptions(CheckerLoader loader, Path userDictionary, int debounceMillis) {
    this(
        loader,
        userDictionary,
        debounceMillis,
        GitUser.ofProcess(),
        UNCHANGED_MILLIS,
        DocumentFormat::backendProblem,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with the user's own settings file, which need not exist. */
  public ServerOptions withUserSettings(Path file) {
    return new ServerOptions(
        loader,
        userDictionary,
        debounceMillis,
        gitUser,
        unchangedMillis,
        formatProblems,
        Optional.of(file),
        model);
  }

  /** The same, with a model that no settings change; empty for the settings' own. */
  public ServerOptions withModel(Optional<String> fixed) {
    return new ServerOptions(
        loader,
        userDictionary,
        debounceMillis,
        gitUser,
        unchangedMillis,
        formatProblems,
        userSettings,
        fixed);
  }
}
