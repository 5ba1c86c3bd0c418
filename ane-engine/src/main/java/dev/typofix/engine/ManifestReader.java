package dev.typofix.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.common.collect.ImmutableSet;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.ModelManifest.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads and checks a {@code manifest.json}. Fields that it does not know are left alone, so that a
 * newer bundle of the same format version still loads. One reader reads one manifest.
 */
final class ManifestReader {

  static final String FILE_NAME = "manifest.json";

  private static final int FORMAT_VERSION = 1;
  private static final int MAXIMUM_MANIFEST_BYTES = 1 << 20;
  private static final int MAXIMUM_FILES = 64;
  private static final long MAXIMUM_FILE_BYTES = 1L << 36; // 64 GiB
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> ARCHITECTURES =
      ImmutableSet.of("Qwen3ForCausalLM", "Qwen2ForCausalLM", "LlamaForCausalLM");
  private static final Set<String> QUANTIZATIONS = ImmutableSet.of("fp32", "int8", "int4");
  private static final Set<String> POSITIONS = ImmutableSet.of("aligned", "continued");
  private static final Set<String> SCORINGS = ImmutableSet.of("corrector", "language-model");

  /** Without data binding, whose classes would take a quarter of a second of every start. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String path;

  private ManifestReader(String path) {
    this.path = path;
  }

  /**
   * Reads a manifest.
   *
   * @param path where it lies, for messages
   * @throws ModelLoadException if it is too long, no JSON, of another version, or lacks a field
   */
  static ModelManifest read(InputStream input, String path) throws IOException {
    byte[] bytes = input.readNBytes(MAXIMUM_MANIFEST_BYTES + 1);
    if (bytes.length > MAXIMUM_MANIFEST_BYTES) {
      throw new ModelLoadException(
          "%s: longer than %d bytes, so no manifest; name a model bundle"
              .formatted(path, MAXIMUM_MANIFEST_BYTES));
    }
    ManifestReader reader = new ManifestReader(path);
    try (JsonParser parser = JSON.createParser(bytes)) {
      return reader.manifest(JsonTree.read(parser));
    } catch (JsonProcessingException malformed) {
      throw new ModelLoadException(
          "%s: malformed JSON at line %d (%s); fetch the model again"
              .formatted(
                  path,
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr(),
                  malformed.getOriginalMessage()),
          malformed);
    }
  }

  private ModelManifest manifest(Object json) throws ModelLoadException {
    if (!(json instanceof Map<?, ?> root)) {
      throw new ModelLoadException("%s: no JSON object; fetch the model again".formatted(path));
    }
    int formatVersion = integer(root, "formatVersion", Integer.MAX_VALUE);
    if (formatVersion != FORMAT_VERSION) {
      throw new ModelLoadException(
          "%s: formatVersion %d, but this Typofix reads %d; install the Typofix that the model was made for"
              .formatted(path, formatVersion, FORMAT_VERSION));
    }
    return new ModelManifest(
        formatVersion,
        text(root, "name"),
        oneOf(root, "architecture", ARCHITECTURES),
        integer(root, "layers", 1 << 10),
        integer(root, "hiddenSize", 1 << 16),
        integer(root, "keyValueHeads", 1 << 10),
        integer(root, "headDimension", 1 << 12),
        integer(root, "vocabularySize", 1 << 21),
        integer(root, "maximumPositions", 1 << 20),
        integer(root, "topCount", 1 << 10),
        oneOf(root, "quantization", QUANTIZATIONS),
        prompt(object(root, "prompt")),
        text(root, "licence"),
        files(object(root, "files")));
  }

  private Prompt prompt(Map<?, ?> prompt) throws ModelLoadException {
    return new Prompt(
        text(prompt, "textToken"),
        text(prompt, "fixToken"),
        text(prompt, "endToken"),
        oneOf(prompt, "positions", POSITIONS),
        oneOf(prompt, "scoring", SCORINGS));
  }

  private Map<String, FileEntry> files(Map<?, ?> files) throws ModelLoadException {
    if (files.size() > MAXIMUM_FILES) {
      throw wrong("files", files.size() + " entries, at most " + MAXIMUM_FILES);
    }
    Map<String, FileEntry> entries = new TreeMap<>();
    for (Map.Entry<?, ?> file : files.entrySet()) {
      String name = file.getKey().toString();
      if (!FILE.matcher(name).matches() || name.equals(FILE_NAME)) {
        throw wrong("files", '"' + name + "\" is no plain file name");
      }
      if (!(file.getValue() instanceof Map<?, ?> entry)) {
        throw wrong("files." + name, "no object");
      }
      entries.put(name, entry(name, entry));
    }
    return entries;
  }

  private FileEntry entry(String name, Map<?, ?> file) throws ModelLoadException {
    if (!(file.get("bytes") instanceof Long bytes) || bytes < 0 || bytes > MAXIMUM_FILE_BYTES) {
      throw wrong("files." + name + ".bytes", "no whole number from 0 to " + MAXIMUM_FILE_BYTES);
    }
    if (!(file.get("sha256") instanceof String sha256) || !SHA_256.matcher(sha256).matches()) {
      throw wrong("files." + name + ".sha256", "no 64 lower-case hexadecimal digits");
    }
    return new FileEntry(sha256, bytes);
  }

  private Map<?, ?> object(Map<?, ?> parent, String field) throws ModelLoadException {
    if (!(required(parent, field) instanceof Map<?, ?> value)) {
      throw wrong(field, "no object");
    }
    return value;
  }

  private String text(Map<?, ?> parent, String field) throws ModelLoadException {
    if (!(required(parent, field) instanceof String value) || value.isEmpty()) {
      throw wrong(field, "no text");
    }
    return value;
  }

  private String oneOf(Map<?, ?> parent, String field, Set<String> known)
      throws ModelLoadException {
    String value = text(parent, field);
    if (!known.contains(value)) {
      throw wrong(field, '"' + value + "\" is none of " + String.join(", ", known));
    }
    return value;
  }

  private int integer(Map<?, ?> parent, String field, int maximum) throws ModelLoadException {
    Object value = required(parent, field);
    if (!(value instanceof Long number) || number < 1 || number > maximum) {
      throw wrong(field, "%s is no whole number from 1 to %d".formatted(value, maximum));
    }
    return number.intValue();
  }

  private Object required(Map<?, ?> parent, String field) throws ModelLoadException {
    Object value = parent.get(field);
    if (value == null) {
      throw wrong(field, "missing");
    }
    return value;
  }

  private ModelLoadException wrong(String field, String problem) {
    return new ModelLoadException(
        "%s: %s: %s; use a model bundle made for this Typofix".formatted(path, field, problem));
  }
}
