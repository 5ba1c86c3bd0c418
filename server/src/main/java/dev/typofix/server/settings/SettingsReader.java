package dev.typofix.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.typofix.corrector.CheckOptions.UnknownWords;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Reads settings from a tree of names and values. A key that is missing or null leaves what the
 * base says; an unknown key or a bad value becomes a problem and leaves it too. Used once, by one
 * thread.
 */
public final class SettingsReader {

  /** What editors keep under the same name for themselves. */
  private static final Set<String> EDITORS_OWN = Set.of("trace", "server", "java");

  /** Another way to write {@code model}: the embedded model, and the one that decides. */
  private static final String MODELS = "models";

  /** Every setting, in the order of the alphabet. */
  private static final List<String> KEYS =
      Stream.concat(
              Arrays.stream(TypofixSettings.class.getRecordComponents())
                  .map(RecordComponent::getName),
              Stream.of(MODELS))
          .sorted()
          .toList();

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final Map<String, UnknownWords> UNKNOWN_WORDS =
      new TreeMap<>(Map.of("ignore", UnknownWords.IGNORE, "report", UnknownWords.REPORT));

  private final JsonNode tree;
  private final Author author;
  private final List<SettingsProblem> problems = new ArrayList<>();

  private SettingsReader(JsonNode tree, Author author) {
    this.tree = tree;
    this.author = author;
  }

  /** Who wrote the settings; a project's may come from anybody, and are trusted with less. */
  public enum Author {
    USER,
    PROJECT
  }

  /**
   * Reads what the tree says over what the base says.
   *
   * @param tree an object with settings' names; null or missing nodes say nothing
   */
  public static ReadSettings read(JsonNode tree, TypofixSettings base, Author author) {
    return new SettingsReader(tree, author).read(base);
  }

  private ReadSettings read(TypofixSettings base) {
    if (tree.isNull() || tree.isMissingNode()) {
      return new ReadSettings(base, List.of());
    }
    if (!tree.isObject()) {
      problems.add(new SettingsProblem("", "The settings are not a table of names and values."));
      return new ReadSettings(base, problems);
    }
    TypofixSettings settings =
        new TypofixSettings(
            flag("enable", base.enable()),
            minimumConfidence(base.minimumConfidence()),
            fraction("fixAllConfidence").orElse(base.fixAllConfidence()),
            severity(base.severity()),
            choice("unknownWords", UNKNOWN_WORDS).orElse(base.unknownWords()),
            whole("maximumFileKilobytes", 1, 1 << 20, base.maximumFileKilobytes()),
            texts("dictionaries").orElse(base.dictionaries()),
            patterns("exclude", base.exclude()),
            whole("underCursorDelayMillis", 0, 60_000, base.underCursorDelayMillis()),
            flag("workspaceDiagnostics", base.workspaceDiagnostics()),
            whole("threads", 0, 256, base.threads()),
            model(base.model()),
            hub(base.hub()));
    reportUnknownKeys();
    return new ReadSettings(settings, problems);
  }

  private void reportUnknownKeys() {
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key) && !EDITORS_OWN.contains(key)) {
                problem(key, "is no setting; there are: " + String.join(", ", KEYS));
              }
            });
  }

  private boolean flag(String key, boolean otherwise) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().isBoolean()) {
      problem(key, "must be true or false");
      return otherwise;
    }
    return value.get().booleanValue();
  }

  private OptionalDouble minimumConfidence(OptionalDouble otherwise) {
    Optional<Double> read = fraction("minimumConfidence");
    return read.isPresent() ? OptionalDouble.of(read.get()) : otherwise;
  }

  private Optional<Double> fraction(String key) {
    Optional<JsonNode> value = value(key);
    Optional<Double> read =
        value
            .filter(JsonNode::isNumber)
            .map(JsonNode::doubleValue)
            .filter(number -> number >= 0 && number <= 1);
    if (value.isPresent() && read.isEmpty()) {
      problem(key, "must be a number from 0 to 1");
    }
    return read;
  }

  private int whole(String key, int least, int most, int otherwise) {
    Optional<JsonNode> value = value(key);
    Optional<Integer> read =
        value
            .filter(node -> node.isNumber() && node.canConvertToExactIntegral())
            .filter(JsonNode::canConvertToInt)
            .map(JsonNode::intValue)
            .filter(number -> number >= least && number <= most);
    if (value.isPresent() && read.isEmpty()) {
      problem(key, "must be a whole number from " + least + " to " + most);
    }
    return read.orElse(otherwise);
  }

  private SeverityRule severity(SeverityRule otherwise) {
    Map<String, SeverityRule> allowed = new TreeMap<>();
    for (SeverityRule rule : SeverityRule.values()) {
      allowed.put(rule.code(), rule);
    }
    return choice("severity", allowed).orElse(otherwise);
  }

  private <T> Optional<T> choice(String key, Map<String, T> allowed) {
    Optional<JsonNode> value = value(key);
    Optional<T> read = value.filter(JsonNode::isTextual).map(JsonNode::textValue).map(allowed::get);
    if (value.isPresent() && read.isEmpty()) {
      problem(key, "must be one of \"" + String.join("\", \"", allowed.keySet()) + "\"");
    }
    return read;
  }

  private Optional<List<String>> texts(String key) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<String> read = new ArrayList<>();
    value.get().forEach(item -> read.add(item.isTextual() ? item.textValue() : ""));
    if (!value.get().isArray() || read.contains("")) {
      problem(key, "must be a list of texts, none of them empty");
      return Optional.empty();
    }
    return Optional.of(read);
  }

  private PathPatterns patterns(String key, PathPatterns otherwise) {
    try {
      return texts(key).map(PathPatterns::of).orElse(otherwise);
    } catch (PatternSyntaxException e) {
      problem(key, "has a pattern that cannot be read: " + e.getDescription());
      return otherwise;
    }
  }

  /** A project may choose among the user's models, but bring none of its own. */
  private Optional<String> model(Optional<String> otherwise) {
    Optional<String> alone = text("model");
    Optional<String> last = lastOfModels();
    if (alone.isPresent() && last.isPresent()) {
      problem(MODELS, "does not count where \"model\" is set; keep one of the two");
    }
    String key = alone.isPresent() ? "model" : MODELS;
    Optional<String> read = alone.or(() -> last);
    if (author == Author.PROJECT && read.isPresent() && !NAME.matcher(read.get()).matches()) {
      problem(key, "must be a model's name here; only your own settings may name a folder");
      return otherwise;
    }
    return read.isPresent() ? read : otherwise;
  }

  /** A bundle says itself whether it decides alone or is asked by the embedded model. */
  private Optional<String> lastOfModels() {
    Optional<List<String>> read = texts(MODELS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = read.get();
    if (names.isEmpty()
        || names.size() > 2
        || !names.get(0).equals(TypofixSettings.EMBEDDED_MODEL)) {
      problem(
          MODELS,
          "must be [\"tiny\"], or [\"tiny\", \"NAME\"] with the model that decides where tiny is in"
              + " doubt");
      return Optional.empty();
    }
    return Optional.of(names.get(names.size() - 1));
  }

  /** The hub gets the user's token, so no project may name it. */
  private Optional<String> hub(Optional<String> otherwise) {
    Optional<String> read = text("hub");
    if (author == Author.PROJECT && read.isPresent()) {
      problem("hub", "can be set in your own settings only, not in a project's");
      return otherwise;
    }
    return read.isPresent() ? read : otherwise;
  }

  private Optional<String> text(String key) {
    Optional<JsonNode> value = value(key);
    if (value.isPresent() && !value.get().isTextual()) {
      problem(key, "must be a text");
    }
    return value.map(JsonNode::textValue).filter(text -> !text.isBlank());
  }

  private Optional<JsonNode> value(String key) {
    return Optional.ofNullable(tree.get(key)).filter(node -> !node.isNull());
  }

  private void problem(String key, String rest) {
    problems.add(new SettingsProblem(key, "\"" + key + "\" " + rest + "."));
  }
}
