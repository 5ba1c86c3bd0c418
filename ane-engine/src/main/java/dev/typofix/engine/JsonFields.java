package dev.typofix.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The fields of a JSON object that describes a model, read one by one and checked; every complaint
 * names the file and the field. Fields that nobody asks for are left alone, so that a newer file of
 * the same format version still loads. Immutable.
 */
public final class JsonFields {

  private static final int MAXIMUM_BYTES = 1 << 20;
  private static final int MAXIMUM_FILES = 64;
  private static final long MAXIMUM_FILE_BYTES = 1L << 36; // 64 GiB
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Without data binding, whose classes would take a quarter of a second of every start. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String path;
  private final Map<?, ?> fields;

  private JsonFields(String path, Map<?, ?> fields) {
    this.path = path;
    this.fields = fields;
  }

  /**
   * Reads a whole file.
   *
   * @param path where it lies, for messages
   * @throws ModelLoadException if it is too long, no JSON, or no object
   */
  public static JsonFields read(InputStream input, String path) throws IOException {
    byte[] bytes = input.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      throw new ModelLoadException(
          "%s: longer than %d bytes, so no description of a model; name a model bundle"
              .formatted(path, MAXIMUM_BYTES));
    }
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (!(JsonTree.read(parser) instanceof Map<?, ?> root)) {
        throw new ModelLoadException("%s: no JSON object; fetch the model again".formatted(path));
      }
      return new JsonFields(path, root);
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

  /**
   * The fields of a description that is no JSON, read elsewhere.
   *
   * @param path where it lies, for messages
   * @param fields maps, lists, strings, whole numbers, booleans
   */
  public static JsonFields of(String path, Map<?, ?> fields) {
    return new JsonFields(path, fields);
  }

  /** Where the file lies, for messages. */
  public String path() {
    return path;
  }

  /**
   * The format's version.
   *
   * @throws ModelLoadException if it is not the one given
   */
  public int formatVersion(int known) throws ModelLoadException {
    int version = integer("formatVersion", Integer.MAX_VALUE);
    if (version != known) {
      throw new ModelLoadException(
          "%s: formatVersion %d, but this Typofix reads %d; install the Typofix that the model was made for"
              .formatted(path, version, known));
    }
    return version;
  }

  /** A field that is an object. */
  public JsonFields object(String field) throws ModelLoadException {
    if (!(required(field) instanceof Map<?, ?> value)) {
      throw wrong(field, "no object");
    }
    return new JsonFields(path, value);
  }

  /** A text that is not empty. */
  public String text(String field) throws ModelLoadException {
    if (!(required(field) instanceof String value) || value.isEmpty()) {
      throw wrong(field, "no text");
    }
    return value;
  }

  /** A list of texts, none of them empty; the list itself may be. */
  public List<String> texts(String field, int maximum) throws ModelLoadException {
    if (!(required(field) instanceof List<?> elements) || elements.size() > maximum) {
      throw wrong(field, "no list of at most " + maximum + " texts");
    }
    List<String> texts = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof String text) || text.isEmpty()) {
        throw wrong(field, "no list of texts");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /** A field's text; empty if it is absent or something else. */
  public Optional<String> optionalText(String field) {
    return Optional.ofNullable(fields.get(field))
        .filter(value -> value instanceof String)
        .map(Object::toString);
  }

  /** Whether a field is there and true. */
  public boolean isTrue(String field) {
    return Boolean.TRUE.equals(fields.get(field));
  }

  /** Whether a field is there. */
  public boolean has(String field) {
    return fields.get(field) != null;
  }

  /** A text out of a few. */
  public String oneOf(String field, Set<String> known) throws ModelLoadException {
    String value = text(field);
    if (!known.contains(value)) {
      throw wrong(field, '"' + value + "\" is none of " + String.join(", ", known));
    }
    return value;
  }

  /** A whole number from 1 to a maximum. */
  public int integer(String field, int maximum) throws ModelLoadException {
    return integer(field, required(field), maximum);
  }

  /** A list of whole numbers, each from 1 to a maximum; at least one. */
  public List<Integer> integers(String field, int maximum) throws ModelLoadException {
    if (!(required(field) instanceof List<?> elements) || elements.isEmpty()) {
      throw wrong(field, "no list of numbers");
    }
    List<Integer> numbers = new ArrayList<>();
    for (Object element : elements) {
      numbers.add(integer(field, element, maximum));
    }
    return List.copyOf(numbers);
  }

  /**
   * The field {@code files}: sizes and checksums by name.
   *
   * @param allowed what a name may look like
   */
  public Map<String, FileEntry> files(Pattern allowed) throws ModelLoadException {
    Map<?, ?> files = object("files").fields;
    if (files.size() > MAXIMUM_FILES) {
      throw wrong("files", files.size() + " entries, at most " + MAXIMUM_FILES);
    }
    Map<String, FileEntry> entries = new TreeMap<>();
    for (Map.Entry<?, ?> file : files.entrySet()) {
      String name = file.getKey().toString();
      if (!allowed.matcher(name).matches()) {
        throw wrong("files", '"' + name + "\" is no plain file name");
      }
      if (!(file.getValue() instanceof Map<?, ?> entry)) {
        throw wrong("files." + name, "no object");
      }
      entries.put(name, entry(name, entry));
    }
    return entries;
  }

  /** A complaint about a field, to be thrown. */
  public ModelLoadException wrong(String field, String problem) {
    return new ModelLoadException(
        "%s: %s: %s; use a model bundle made for this Typofix".formatted(path, field, problem));
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

  private int integer(String field, Object value, int maximum) throws ModelLoadException {
    boolean whole = value instanceof Long || value instanceof Integer;
    if (!whole || ((Number) value).longValue() < 1 || ((Number) value).longValue() > maximum) {
      throw wrong(field, "%s is no whole number from 1 to %d".formatted(value, maximum));
    }
    return ((Number) value).intValue();
  }

  private Object required(String field) throws ModelLoadException {
    Object value = fields.get(field);
    if (value == null) {
      throw wrong(field, "missing");
    }
    return value;
  }
}
