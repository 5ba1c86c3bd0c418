package dev.typofix.server.settings;

/**
 * Something in the settings that cannot be followed; everything else in them holds.
 *
 * @param key the setting's name as written; empty for the settings as a whole
 * @param line where it is, from 1; meaningful only without a key
 * @param message one line for a person: what is wrong and what is allowed
 */
public record SettingsProblem(String key, int line, String message) {

  /** A problem that its key locates, or that concerns the settings as a whole. */
  public SettingsProblem(String key, String message) {
    this(key, 1, message);
  }
}
