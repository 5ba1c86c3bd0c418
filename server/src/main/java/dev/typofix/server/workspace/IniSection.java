package dev.typofix.server.workspace;

import java.util.HashMap;
import java.util.Map;

/** Reads one section of an INI file: {@code key = value} lines after {@code [section]}. */
final class IniSection {

  private IniSection() {}

  /**
   * The section's values; none if there is no such section.
   *
   * @param section its name; empty for what stands before the first section
   */
  static Map<String, String> read(String content, String section) {
    Map<String, String> values = new HashMap<>();
    String current = "";
    for (String line : content.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        current = line.substring(1, line.length() - 1).strip();
      } else if (current.equals(section) && equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
