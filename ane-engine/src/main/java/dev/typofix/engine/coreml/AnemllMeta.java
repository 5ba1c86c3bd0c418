package dev.typofix.engine.coreml;

import dev.typofix.engine.JsonFields;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What ANEMLL's {@code meta.yaml} says of its programs. Names are plain: without folders, without
 * an ending.
 *
 * @param name the model's name, for people
 * @param contextLength slots of the cache
 * @param batchSize rows of a prefill
 * @param programs what the model consists of
 */
record AnemllMeta(String name, int contextLength, int batchSize, Programs programs) {

  static final String FILE_NAME = "meta.yaml";

  private static final int MAXIMUM_BYTES = 1 << 16;
  private static final int MAXIMUM_CHUNKS = 99;

  /** A folder's or a file's name; never leads elsewhere. The ending is not captured. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,127}?)(?:\\.mlmodelc|\\.mlpackage)?");

  private static final Pattern CHUNK = Pattern.compile("(.+)_chunk_(\\d\\d)of(\\d\\d)");

  /** The two forms that ANEMLL converts to. */
  sealed interface Programs {}

  /** One program. */
  record Monolith(String program) implements Programs {}

  /**
   * Embeddings, the layers in one part or several, and the head.
   *
   * @param chunks the layers' parts in their order
   */
  record Parts(String embeddings, List<String> chunks, String head) implements Programs {
    Parts {
      chunks = List.copyOf(chunks);
    }
  }

  /**
   * Reads a folder's {@code meta.yaml}.
   *
   * @throws ModelLoadException if it is missing, too long, no YAML, lacks a field, or means a model
   *     that gives no probabilities
   */
  static AnemllMeta read(Path folder) throws ModelLoadException {
    String path = folder.resolve(FILE_NAME).toString();
    JsonFields info = parse(text(folder.resolve(FILE_NAME)), path).object("model_info");
    JsonFields parameters = info.object("parameters");
    if (parameters.isTrue("argmax_in_model")) {
      throw new ModelLoadException(
          "%s: the model gives its best token alone, scores need the probabilities; convert it without --argmax"
              .formatted(path));
    }
    return new AnemllMeta(
        info.optionalText("name").filter(name -> !name.isBlank()).orElse("anemll"),
        parameters.integer("context_length", 1 << 16),
        parameters.integer("batch_size", 1 << 12),
        parameters.has("monolithic_model")
            ? new Monolith(name(parameters, "monolithic_model"))
            : parts(parameters));
  }

  private static Parts parts(JsonFields parameters) throws ModelLoadException {
    String layers = name(parameters, "ffn");
    Matcher numbered = CHUNK.matcher(layers);
    boolean single = !numbered.matches();
    int named = single ? 1 : Integer.parseInt(numbered.group(3));
    int count =
        parameters.has("num_chunks") ? parameters.integer("num_chunks", MAXIMUM_CHUNKS) : named;
    if (!single && count != named) {
      throw parameters.wrong("num_chunks", "%d, but ffn is %s".formatted(count, layers));
    }
    String base = single ? layers : numbered.group(1);
    List<String> chunks =
        single && count == 1
            ? List.of(layers)
            : IntStream.rangeClosed(1, count)
                .mapToObj(number -> "%s_chunk_%02dof%02d".formatted(base, number, count))
                .toList();
    return new Parts(name(parameters, "embeddings"), chunks, name(parameters, "lm_head"));
  }

  private static String name(JsonFields parameters, String field) throws ModelLoadException {
    String text = parameters.text(field);
    Matcher plain = NAME.matcher(text);
    if (!plain.matches()) {
      throw parameters.wrong(field, '"' + text + "\" is no plain name");
    }
    return plain.group(1);
  }

  private static String text(Path file) throws ModelLoadException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        throw new ModelLoadException(
            "%s: longer than %d bytes, so none of ANEMLL's; convert the model again"
                .formatted(file, MAXIMUM_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (ModelLoadException known) {
      throw known;
    } catch (IOException failed) {
      throw new ModelLoadException("%s: cannot be read (%s)".formatted(file, failed), failed);
    }
  }

  /** Plain values, lists and maps only: the library makes no objects of other classes. */
  private static JsonFields parse(String text, String path) throws ModelLoadException {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAXIMUM_BYTES)
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      if (new Load(settings).loadFromString(text) instanceof Map<?, ?> root) {
        return JsonFields.of(path, root);
      }
      throw new ModelLoadException("%s: no fields; convert the model again".formatted(path));
    } catch (YamlEngineException malformed) {
      String words =
          Optional.ofNullable(malformed.getMessage()).orElse("").lines().findFirst().orElse("");
      throw new ModelLoadException(
          "%s: malformed YAML (%s); convert the model again".formatted(path, words), malformed);
    }
  }
}
