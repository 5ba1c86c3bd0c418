package dev.typofix.engine.coreml;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.typofix.engine.JsonFields;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.ModelManifest.Prompt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder as ANEMLL's conversion leaves it: {@code meta.yaml}, programs, {@code tokenizer.json},
 * {@code config.json}. It has no checksums. Immutable and thread-safe.
 */
public final class AnemllBundle implements ModelBundle {

  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEXT_END = "<|endoftext|>"; // Qwen's
  private static final String CONFIG = "config.json";
  private static final int MAXIMUM_TOKENIZER_BYTES = 1 << 26;
  private static final int TOP_COUNT = 20; // as many as Qwen3 is meant to be sampled from
  private static final int KEY_LENGTH = 32;

  private final Path folder;
  private final AnemllMeta meta;
  private final ModelManifest manifest;

  private AnemllBundle(Path folder, AnemllMeta meta, ModelManifest manifest) {
    this.folder = folder;
    this.meta = meta;
    this.manifest = manifest;
  }

  /** Whether a folder looks like one of ANEMLL's. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(AnemllMeta.FILE_NAME));
  }

  /**
   * Opens a folder; its programs are not looked into.
   *
   * @throws ModelLoadException if a description is missing or wrong
   */
  public static AnemllBundle in(Path folder) throws ModelLoadException {
    AnemllMeta meta = AnemllMeta.read(folder);
    Path file = folder.resolve(CONFIG);
    try (InputStream input = Files.newInputStream(file)) {
      return new AnemllBundle(folder, meta, manifest(folder, meta, input));
    } catch (ModelLoadException known) {
      throw known;
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public String location() {
    return folder.toString();
  }

  /** The tokenizer alone can be read. */
  @Override
  public InputStream open(String file) throws ModelLoadException {
    Path path = folder.resolve(TOKENIZER);
    if (!file.equals(TOKENIZER)) {
      throw new ModelLoadException("%s: an ANEMLL folder lists no %s".formatted(folder, file));
    }
    try (InputStream input = Files.newInputStream(path)) {
      byte[] bytes = input.readNBytes(MAXIMUM_TOKENIZER_BYTES + 1);
      if (bytes.length > MAXIMUM_TOKENIZER_BYTES) {
        throw new ModelLoadException(
            "%s: longer than %d bytes, so no tokenizer; copy the model's own"
                .formatted(path, MAXIMUM_TOKENIZER_BYTES));
      }
      return new ByteArrayInputStream(bytes);
    } catch (ModelLoadException known) {
      throw known;
    } catch (IOException failed) {
      throw unreadable(path, failed);
    }
  }

  @Override
  public InputStream open(String file, FileEntry entry) throws ModelLoadException {
    return open(file);
  }

  @Override
  public Optional<Path> path(String file) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path(String file, FileEntry entry) {
    return Optional.empty();
  }

  AnemllMeta meta() {
    return meta;
  }

  /**
   * Where a program lies: compiled, or as a package that Core ML compiles.
   *
   * @param name without its ending
   * @throws ModelLoadException if there is neither
   */
  Path program(String name) throws ModelLoadException {
    for (String ending : List.of(".mlmodelc", ".mlpackage")) {
      Path program = folder.resolve(name + ending);
      if (Files.isDirectory(program)) {
        return program;
      }
    }
    throw new ModelLoadException(
        "%s: neither %s.mlmodelc nor %s.mlpackage is there; convert the model again"
            .formatted(folder, name, name));
  }

  /** Names a package's content as well as can be without reading gigabytes: sizes and times. */
  static String key(Path program) throws ModelLoadException {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString(program.toAbsolutePath().toString(), StandardCharsets.UTF_8);
    try (Stream<Path> inside = Files.walk(program)) {
      for (Path file : inside.sorted().toList()) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        hasher.putString(program.relativize(file).toString(), StandardCharsets.UTF_8);
        hasher.putLong(facts.isDirectory() ? -1 : facts.size());
        hasher.putLong(facts.lastModifiedTime().toMillis());
      }
    } catch (IOException failed) {
      throw unreadable(program, failed);
    }
    return hasher.hash().toString().substring(0, KEY_LENGTH);
  }

  private static ModelManifest manifest(Path folder, AnemllMeta meta, InputStream config)
      throws IOException {
    JsonFields fields = JsonFields.read(config, folder.resolve(CONFIG).toString());
    int hiddenSize = fields.integer("hidden_size", 1 << 16);
    int heads = fields.integer("num_attention_heads", 1 << 10);
    return new ModelManifest(
        1,
        meta.name(),
        fields.optionalText("model_type").orElse("unknown"),
        fields.integer("num_hidden_layers", 1 << 10),
        hiddenSize,
        fields.integer("num_key_value_heads", 1 << 10),
        fields.has("head_dim") ? fields.integer("head_dim", 1 << 12) : hiddenSize / heads,
        fields.integer("vocab_size", 1 << 21),
        meta.contextLength(),
        TOP_COUNT,
        "fp16",
        prompt(folder),
        "that of the model's weights",
        Map.of());
  }

  /** As a text that stands by itself: the end of another one before it, its own end behind it. */
  private static Prompt prompt(Path folder) throws IOException {
    List<String> end = List.of(endToken(folder));
    return new Prompt(List.of(), List.of(TEXT_END), end, "continued", "language-model");
  }

  private static String endToken(Path folder) throws IOException {
    Path file = folder.resolve(TOKENIZER_CONFIG);
    if (!Files.isRegularFile(file)) {
      return TEXT_END;
    }
    try (InputStream input = Files.newInputStream(file)) {
      return JsonFields.read(input, file.toString())
          .optionalText("eos_token")
          .filter(name -> !name.isEmpty())
          .orElse(TEXT_END);
    }
  }

  private static ModelLoadException unreadable(Path path, IOException failed) {
    return new ModelLoadException(
        "%s: cannot be read (%s); is the conversion complete?".formatted(path, failed), failed);
  }
}
