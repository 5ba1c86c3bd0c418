package dev.typofix.tooling.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.errors.ErrorKind;
import dev.typofix.tooling.errors.ErrorRates;
import dev.typofix.tooling.errors.KeyboardLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads error profiles: the defaults, the natural rates, and a person's file over either. */
final class ErrorProfileReader {

  private static final TomlMapper TOML = new TomlMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorProfileReader() {}

  static ErrorProfile defaults() {
    return overridden(Optional.empty(), toml(resource("defaults.toml")), "the defaults");
  }

  /** The default keyboards with the kinds and numbers of errors that were measured. */
  static ErrorProfile natural() {
    try {
      JsonNode measured = JSON.readTree(resource("natural-errors.json"));
      ObjectNode changes = JSON.createObjectNode();
      changes.set("errors-per-text", measured.path("errors-per-text"));
      changes.set("kinds", measured.path("kinds"));
      return overridden(Optional.of(defaults()), changes, "natural-errors.json");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the jar's natural-errors.json is damaged", e);
    }
  }

  /** A profile with what a TOML file says instead. */
  static ErrorProfile overridden(ErrorProfile base, Path file) throws IOException, TextProblem {
    try {
      return overridden(Optional.of(base), TOML.readTree(Files.readString(file)), file.toString());
    } catch (NoSuchFileException e) {
      throw new TextProblem(file + " does not exist; check the path given to --config", e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new TextProblem(file + " is no TOML: look at line " + line, e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new TextProblem(file + " is not UTF-8 text; convert it", e);
    } catch (IllegalArgumentException e) {
      throw new TextProblem(String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonNode toml(String text) {
    try {
      return TOML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the jar's defaults are damaged", e);
    }
  }

  private static String resource(String name) {
    try (InputStream input = ErrorProfileReader.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ErrorProfile overridden(
      Optional<ErrorProfile> base, JsonNode changes, String name) {
    double rate = base.map(ErrorProfile::rate).orElse(0.0);
    double cleanRate = base.map(ErrorProfile::cleanRate).orElse(0.0);
    List<Double> perText = new ArrayList<>(base.map(ErrorProfile::errorsPerText).orElse(List.of()));
    Map<ErrorKind, Double> kinds = new EnumMap<>(ErrorKind.class);
    Map<KeyboardLayout, Double> keyboards = new EnumMap<>(KeyboardLayout.class);
    base.ifPresent(profile -> kinds.putAll(profile.rates().shares()));
    base.ifPresent(profile -> keyboards.putAll(profile.keyboards()));
    for (Map.Entry<String, JsonNode> entry : changes.properties()) {
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "rate" -> {
          rate = number(value, "rate", name);
          perText.clear();
        }
        case "clean-rate" -> cleanRate = number(value, "clean-rate", name);
        case "errors-per-text" -> {
          perText.clear();
          value.forEach(share -> perText.add(number(share, "errors-per-text", name)));
        }
        case "kinds" -> readKinds(value, name, kinds);
        case "keyboards" -> readKeyboards(value, name, keyboards);
        default ->
            throw new IllegalArgumentException(
                name
                    + ": unknown key "
                    + entry.getKey()
                    + "; known are rate, clean-rate, errors-per-text, kinds and keyboards");
      }
    }
    return new ErrorProfile(rate, perText, cleanRate, new ErrorRates(kinds), keyboards);
  }

  /** A file that names kinds replaces all of them: kinds that it does not name are not made. */
  private static void readKinds(JsonNode value, String name, Map<ErrorKind, Double> kinds) {
    kinds.clear();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      ErrorKind kind =
          ErrorKind.of(entry.getKey())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          name
                              + ": unknown kind "
                              + entry.getKey()
                              + "; known are "
                              + String.join(
                                  ", ",
                                  Arrays.stream(ErrorKind.values()).map(ErrorKind::id).toList())));
      kinds.put(kind, number(entry.getValue(), entry.getKey(), name));
    }
  }

  private static void readKeyboards(
      JsonNode value, String name, Map<KeyboardLayout, Double> keyboards) {
    keyboards.clear();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String id = entry.getKey().toUpperCase(Locale.ROOT);
      if (Arrays.stream(KeyboardLayout.values()).noneMatch(k -> k.name().equals(id))) {
        throw new IllegalArgumentException(
            name + ": unknown keyboard " + entry.getKey() + "; known are qwerty, qwertz, azerty");
      }
      keyboards.put(KeyboardLayout.valueOf(id), number(entry.getValue(), entry.getKey(), name));
    }
  }

  private static double number(JsonNode value, String key, String name) {
    if (!value.isNumber() || value.asDouble() < 0) {
      throw new IllegalArgumentException(name + ": " + key + " must be a number from 0 on");
    }
    return value.asDouble();
  }
}
