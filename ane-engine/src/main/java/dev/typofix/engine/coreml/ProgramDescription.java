package dev.typofix.engine.coreml;

import com.google.common.collect.ImmutableSet;
import dev.typofix.engine.JsonFields;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code coreml.json} says of a program. The field names are those of the JSON.
 *
 * @param program the name of the package
 * @param layers as the manifest says
 * @param keyValueHeads as the manifest says
 * @param headDimension as the manifest says
 * @param vocabularySize as the manifest says
 * @param maximumPositions positions run from 0 to this, exclusive; may be fewer than the manifest's
 * @param block rows of a call, always exactly this many
 * @param slots rows that the cache holds
 * @param logitGroup neighbouring logits that share a maximum and a sum
 * @param logitChunks the sizes of the outputs that the logits are split into
 * @param weights {@code fp16}, {@code int8}, {@code int8-mixed} or {@code palette8}
 * @param files the package's files, by their paths inside it
 */
record ProgramDescription(
    String program,
    int layers,
    int keyValueHeads,
    int headDimension,
    int vocabularySize,
    int maximumPositions,
    int block,
    int slots,
    int logitGroup,
    List<Integer> logitChunks,
    String weights,
    Map<String, FileEntry> files) {

  /** The file that describes a bundle's program. */
  static final String FILE_NAME = "coreml.json";

  private static final int FORMAT_VERSION = 1;

  /** Names with slashes between; none starts with a dot, so none leads upwards. */
  private static final Pattern INNER_PATH =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){0,7}");

  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\.mlpackage");

  ProgramDescription {
    logitChunks = List.copyOf(logitChunks);
    files = Map.copyOf(files);
  }

  /**
   * Reads the description and compares it with the bundle's manifest.
   *
   * @throws ModelLoadException if the bundle has none, or it is wrong
   */
  static ProgramDescription of(ModelBundle bundle) throws ModelLoadException {
    String path = bundle.location() + '/' + FILE_NAME;
    try (InputStream input = bundle.open(FILE_NAME)) {
      ProgramDescription read = read(JsonFields.read(input, path));
      read.check(bundle.manifest(), path);
      return read;
    } catch (ModelLoadException known) {
      throw known;
    } catch (IOException failed) {
      throw new ModelLoadException("%s: cannot be read (%s)".formatted(path, failed), failed);
    }
  }

  /** The most positions and rows that a session can have: those that table and cache have both. */
  int limit() {
    return Math.min(maximumPositions, slots);
  }

  /** Logits of a row, those that fill up the last group included. */
  int logitCount() {
    return logitChunks.stream().mapToInt(Integer::intValue).sum();
  }

  /** Groups of logits in a row. */
  int groups() {
    return logitCount() / logitGroup;
  }

  private static ProgramDescription read(JsonFields json) throws ModelLoadException {
    json.formatVersion(FORMAT_VERSION);
    String program = json.text("program");
    if (!PACKAGE.matcher(program).matches()) {
      throw json.wrong("program", '"' + program + "\" is no plain name of an .mlpackage");
    }
    return new ProgramDescription(
        program,
        json.integer("layers", 1 << 10),
        json.integer("keyValueHeads", 1 << 10),
        json.integer("headDimension", 1 << 12),
        json.integer("vocabularySize", 1 << 21),
        json.integer("maximumPositions", 1 << 20),
        json.integer("block", 1 << 12),
        json.integer("slots", 1 << 16),
        json.integer("logitGroup", 1 << 12),
        json.integers("logitChunks", 1 << 21),
        json.oneOf("weights", ImmutableSet.of("fp16", "int8", "int8-mixed", "palette8")),
        json.files(INNER_PATH));
  }

  private void check(ModelManifest manifest, String path) throws ModelLoadException {
    same("layers", layers, manifest.layers(), path);
    same("keyValueHeads", keyValueHeads, manifest.keyValueHeads(), path);
    same("headDimension", headDimension, manifest.headDimension(), path);
    same("vocabularySize", vocabularySize, manifest.vocabularySize(), path);
    boolean whole = logitChunks.stream().allMatch(chunk -> chunk % logitGroup == 0);
    if (!whole || logitCount() < vocabularySize || slots < block) {
      throw new ModelLoadException(
          "%s: %s logits in groups of %d for %d tokens, %d slots for %d rows; convert the model again"
              .formatted(path, logitChunks, logitGroup, vocabularySize, slots, block));
    }
  }

  private static void same(String field, int actual, int expected, String path)
      throws ModelLoadException {
    if (actual != expected) {
      throw new ModelLoadException(
          "%s: %s is %d, but manifest.json says %d; convert the model again"
              .formatted(path, field, actual, expected));
    }
  }
}
