package dev.typofix.server.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * What a user told git for all repositories.
 *
 * @param variables the environment's
 * @param home the user's home folder
 */
public record GitUser(Map<String, String> variables, Path home) {

  private static final int DEEPEST_INCLUDE = 10;

  public GitUser {
    variables = Map.copyOf(variables);
  }

  /** The user of this process. */
  public static GitUser ofProcess() {
    return new GitUser(System.getenv(), Path.of(System.getProperty("user.home", "")));
  }

  /**
   * The user's ignore file: what {@code core.excludesFile} names, in the repository's settings or
   * the user's, else {@code git/ignore} in the folder for configuration. It need not exist.
   */
  Optional<Path> ignoreFile(Optional<Path> repositorySettings) {
    List<Path> files = new ArrayList<>(userSettings());
    repositorySettings.ifPresent(files::add);
    Optional<String> named = Optional.empty();
    for (Path file : files) {
      Optional<String> weaker = named;
      named = excludesFile(file, 0).or(() -> weaker);
    }
    return named.isPresent()
        ? path(named.get(), home)
        : Optional.of(configuration().resolve("git").resolve("ignore"));
  }

  /** From the weakest to the strongest. */
  private List<Path> userSettings() {
    return variable("GIT_CONFIG_GLOBAL")
        .flatMap(name -> path(name, home))
        .map(List::of)
        .orElseGet(
            () ->
                List.of(
                    configuration().resolve("git").resolve("config"), home.resolve(".gitconfig")));
  }

  private Path configuration() {
    return variable("XDG_CONFIG_HOME")
        .flatMap(name -> path(name, home))
        .orElseGet(() -> home.resolve(".config"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** What a file of settings says, or one that it includes; settings that are wrong say nothing. */
  private Optional<String> excludesFile(Path file, int depth) {
    if (depth > DEEPEST_INCLUDE || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Config config = new Config();
    try {
      config.fromText(Files.readString(file));
    } catch (IOException | ConfigInvalidException unreadable) {
      return Optional.empty();
    }
    Optional<String> own = Optional.ofNullable(config.getString("core", null, "excludesFile"));
    if (own.isPresent()) {
      return own;
    }
    return List.of(config.getStringList("include", null, "path")).stream()
        .flatMap(included -> path(included, file.resolveSibling("")).stream())
        .flatMap(included -> excludesFile(included, depth + 1).stream())
        .reduce((earlier, later) -> later);
  }

  private Optional<Path> path(String name, Path folder) {
    try {
      return Optional.of(
          name.startsWith("~/") ? home.resolve(name.substring(2)) : folder.resolve(name));
    } catch (InvalidPathException malformed) {
      return Optional.empty();
    }
  }
}
