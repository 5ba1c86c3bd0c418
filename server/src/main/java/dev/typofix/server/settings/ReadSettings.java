package dev.typofix.server.settings;

import java.util.List;

/**
 * Settings as far as they could be read.
 *
 * @param settings what holds
 * @param problems what was wrong, in the order of the input
 */
public record ReadSettings(TypofixSettings settings, List<SettingsProblem> problems) {

  public ReadSettings {
    problems = List.copyOf(problems);
  }
}
