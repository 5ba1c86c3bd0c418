package dev.typofix.server.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folders that the operating system gives a user for a program's files; they need not exist.
 *
 * @param configuration what the user writes: settings, dictionary, catalogue
 * @param data what the program keeps: models
 */
public record UserFolders(Path configuration, Path data) {

  /**
   * The folders of this system.
   *
   * @param variables the environment's
   * @param home the user's home folder
   * @param systemName as {@code os.name} has it
   */
  public static UserFolders of(Map<String, String> variables, Path home, String systemName) {
    String system = systemName.toLowerCase(Locale.ROOT);
    Path configuration;
    Path data;
    if (system.startsWith("windows")) {
      configuration = absolute(variables, "APPDATA").orElse(home.resolve("AppData/Roaming"));
      data = absolute(variables, "LOCALAPPDATA").orElse(home.resolve("AppData/Local"));
    } else if (system.startsWith("mac")) {
      configuration = home.resolve("Library/Application Support");
      data = configuration;
    } else {
      // The XDG Base Directory Specification: a relative path is to be ignored.
      configuration = absolute(variables, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
      data = absolute(variables, "XDG_DATA_HOME").orElse(home.resolve(".local/share"));
    }
    return new UserFolders(configuration.resolve("typofix"), data.resolve("typofix"));
  }

  private static Optional<Path> absolute(Map<String, String> variables, String name) {
    try {
      return Optional.ofNullable(variables.get(name))
          .filter(value -> !value.isEmpty())
          .map(Path::of)
          .filter(Path::isAbsolute);
    } catch (InvalidPathException malformed) {
      return Optional.empty();
    }
  }

  /** The file of words that the user accepts everywhere. */
  public Path dictionary() {
    return configuration.resolve("dictionary.txt");
  }

  /** The settings that hold everywhere, unless a project or an editor says otherwise. */
  public Path settings() {
    return configuration.resolve("typofix.toml");
  }

  /** The user's own catalogue of models. */
  public Path catalogue() {
    return configuration.resolve("catalogue.json");
  }

  /** The folder of models, a folder each. */
  public Path models() {
    return data.resolve("models");
  }
}
