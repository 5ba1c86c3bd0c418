package dev.typofix.server.workspace;

import java.nio.file.Path;
import java.util.Map;

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
    return UserFolders.of(variables, home, systemName).dictionary();
  }
}
