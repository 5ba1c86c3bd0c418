package dev.typofix.server.cli;

import dev.typofix.server.hub.PullConditions;
import dev.typofix.server.workspace.GitUser;
import dev.typofix.server.workspace.UserFolders;
import java.nio.file.Path;
import java.util.Map;

/**
 * What commands meet of the world outside; tests give them another.
 *
 * @param currentFolder where relative paths start, absolute
 * @param variables the process's environment variables
 * @param homeFolder the user's
 * @param pullConditions how models are fetched, if a person asks for that
 */
record CommandEnvironment(
    StandardStreams streams,
    CheckerSource checkers,
    Path currentFolder,
    Map<String, String> variables,
    Path homeFolder,
    PullConditions pullConditions) {

  CommandEnvironment {
    variables = Map.copyOf(variables);
  }

  static CommandEnvironment ofProcess() {
    return new CommandEnvironment(
        StandardStreams.ofProcess(),
        new ModelCheckerSource(),
        Path.of("").toAbsolutePath(),
        System.getenv(),
        Path.of(System.getProperty("user.home", "")),
        PullConditions.DEFAULT);
  }

  /** The user as git knows them. */
  GitUser gitUser() {
    return new GitUser(variables, homeFolder);
  }

  /** The models that names and folders mean. */
  ModelNames modelNames() {
    return new ModelNames(userFolders().models(), currentFolder, homeFolder);
  }

  /** The user's own folders. */
  UserFolders userFolders() {
    return UserFolders.of(variables, homeFolder, System.getProperty("os.name", ""));
  }
}
