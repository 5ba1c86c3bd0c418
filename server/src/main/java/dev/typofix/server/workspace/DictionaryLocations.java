package dev.typofix.server.workspace;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where dictionaries lie. */
public final class DictionaryLocations {

  /** The workspace's dictionary, in its root. */
  public static final String WORKSPACE_FILE = ".typofix-words.txt";

  private DictionaryLocations() {}

  /** The dictionary of a workspace. */
  public static Path workspace(Path root) {
    return root.resolve(WORKSPACE_FILE);
  }

  /**
   * The user's dictionary, in the system's usual folder for configuration.
   *
   * @param variables the environment's
   * @param home the user's home folder
   * @param systemName as {@code os.name} has it
   */
  public static Path user(Map<String, String> variables, Path home, String systemName) {
    String system = systemName.toLowerCase(Locale.ROOT);
    Path configuration;
    if (system.contains("win") && !system.contains("darwin")) {
      configuration = set(variables, "APPDATA").orElse(home.resolve("AppData/Roaming"));
    } else if (system.contains("mac") || system.contains("darwin")) {
      configuration = home.resolve("Library/Application Support");
    } else {
      configuration = set(variables, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
    }
    return configuration.resolve("typofix").resolve("dictionary.txt");
  }

  private static Optional<Path> set(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
