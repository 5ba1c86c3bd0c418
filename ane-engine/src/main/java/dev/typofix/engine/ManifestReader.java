package dev.typofix.engine;

import com.google.common.collect.ImmutableSet;
import dev.typofix.engine.ModelManifest.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and checks a {@code manifest.json}. */
final class ManifestReader {

  static final String FILE_NAME = "manifest.json";

  private static final int FORMAT_VERSION = 1;

  /** A plain name, but not the manifest's own. */
  private static final Pattern FILE =
      Pattern.compile("(?!manifest\\.json$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final Set<String> ARCHITECTURES =
      ImmutableSet.of("Qwen3ForCausalLM", "Qwen2ForCausalLM", "LlamaForCausalLM");
  private static final Set<String> QUANTIZATIONS = ImmutableSet.of("fp32", "int8", "int4");
  private static final Set<String> POSITIONS = ImmutableSet.of("aligned", "continued");
  private static final Set<String> SCORINGS = ImmutableSet.of("corrector", "language-model");

  private static final int MAXIMUM_PIECES = 64;

  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @param path where it lies, for messages
   * @throws ModelLoadException if it is too long, no JSON, of another version, or lacks a field
   */
  static ModelManifest read(InputStream input, String path) throws IOException {
    JsonFields root = JsonFields.read(input, path);
    return new ModelManifest(
        root.formatVersion(FORMAT_VERSION),
        root.text("name"),
        root.oneOf("architecture", ARCHITECTURES),
        root.integer("layers", 1 << 10),
        root.integer("hiddenSize", 1 << 16),
        root.integer("keyValueHeads", 1 << 10),
        root.integer("headDimension", 1 << 12),
        root.integer("vocabularySize", 1 << 21),
        root.integer("maximumPositions", 1 << 20),
        root.integer("topCount", 1 << 10),
        root.oneOf("quantization", QUANTIZATIONS),
        prompt(root.object("prompt")),
        root.text("licence"),
        root.files(FILE));
  }

  private static Prompt prompt(JsonFields prompt) throws ModelLoadException {
    return new Prompt(
        prompt.texts("beforeText", MAXIMUM_PIECES),
        prompt.texts("beforeAnswer", MAXIMUM_PIECES),
        prompt.texts("afterAnswer", MAXIMUM_PIECES),
        prompt.oneOf("positions", POSITIONS),
        prompt.oneOf("scoring", SCORINGS));
  }
}
