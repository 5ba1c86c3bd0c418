package dev.typofix.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the key {@code model} in the text of a settings file, and nothing else in it. */
public final class ModelLine {

  private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*[\"']?model[\"']?[ \\t]*=.*$");

  private ModelLine() {}

  /**
   * The text with another model.
   *
   * @param text TOML
   * @return empty if the text cannot be changed without a person
   */
  public static Optional<String> set(String text, String model) {
    String line = "model = \"" + escaped(model) + "\"";
    Matcher old = LINE.matcher(text);
    String changed =
        old.find()
            ? text.substring(0, old.start()) + line + text.substring(old.end())
            // Keys that stand first belong to no table.
            : line + "\n" + text;
    return says(changed, model) ? Optional.of(changed) : Optional.empty();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The line may be in a text of several lines, or in a table: only a reader can tell. */
  private static boolean says(String text, String model) {
    try {
      JsonNode tree = new TomlMapper().readTree(text);
      return model.equals(tree.path("model").textValue());
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }
}
