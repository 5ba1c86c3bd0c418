package dev.typofix.engine.coreml;

import dev.typofix.engine.ModelLoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The inputs, outputs and state of {@code docs/coreml-program.md}, found in a model whose shapes
 * were compared with its description. K rows, S slots, B groups of logits.
 *
 * @param tokenIds int32 {@code [1, K]}
 * @param positionIds int32 {@code [K]}
 * @param firstSlot int32 {@code [1]}
 * @param mask float16 {@code [1, 1, K, S]}
 * @param logits float16 {@code [1, chunk, 1, K]} each
 * @param groupMax float16 {@code [1, B, 1, K]}
 * @param groupSum float16 {@code [1, B, 1, K]}
 */
record ProgramContract(
    BridgeFeature tokenIds,
    BridgeFeature positionIds,
    BridgeFeature firstSlot,
    BridgeFeature mask,
    List<BridgeFeature> logits,
    BridgeFeature groupMax,
    BridgeFeature groupSum) {

  private static final String VERSION = "1";

  ProgramContract {
    logits = List.copyOf(logits);
  }

  /**
   * Finds the features.
   *
   * @param path the package, for messages
   * @throws ModelLoadException if the model has another contract, block or cache than its
   *     description says
   */
  static ProgramContract find(BridgeModel model, ProgramDescription program, String path)
      throws ModelLoadException {
    String version = model.metadata("dev.typofix.contract").orElse("none");
    if (!version.equals(VERSION)) {
      throw new ModelLoadException(
          "%s: made for version %s of the program's contract, this Typofix uses %s; convert the model again"
              .formatted(path, version, VERSION));
    }
    String block = model.metadata("dev.typofix.block").orElse("none");
    if (!block.equals(Integer.toString(program.block()))) {
      throw new ModelLoadException(
          "%s: made with blocks of %s rows, but coreml.json means %d; convert the model again"
              .formatted(path, block, program.block()));
    }
    Finder finder = new Finder(model, path);
    long rows = program.block();
    long slots = program.slots();
    finder.find(
        BridgeCalls.STATE,
        "kv_cache",
        BridgeFeature.FLOAT16,
        List.of(
            2L * program.layers(),
            (long) program.keyValueHeads(),
            slots,
            (long) program.headDimension()));
    List<BridgeFeature> logits = new ArrayList<>();
    for (int chunk = 0; chunk < program.logitChunks().size(); chunk++) {
      long size = program.logitChunks().get(chunk);
      logits.add(finder.output("logits_" + chunk, size, rows));
    }
    return new ProgramContract(
        finder.input("token_ids", BridgeFeature.INT32, List.of(1L, rows)),
        finder.input("position_ids", BridgeFeature.INT32, List.of(rows)),
        finder.input("first_slot", BridgeFeature.INT32, List.of(1L)),
        finder.input("mask", BridgeFeature.FLOAT16, List.of(1L, 1L, rows, slots)),
        logits,
        finder.output("group_max", program.groups(), rows),
        finder.output("group_sum", program.groups(), rows));
  }

  /** Looks features up and compares them. */
  private record Finder(BridgeModel model, String path) {

    BridgeFeature input(String name, int type, List<Long> shape) throws ModelLoadException {
      return find(BridgeCalls.INPUT, name, type, shape);
    }

    BridgeFeature output(String name, long size, long rows) throws ModelLoadException {
      return find(BridgeCalls.OUTPUT, name, BridgeFeature.FLOAT16, List.of(1L, size, 1L, rows));
    }

    BridgeFeature find(int kind, String name, int type, List<Long> shape)
        throws ModelLoadException {
      Map<String, BridgeFeature> features = model.features(kind);
      BridgeFeature found = features.get(name);
      if (found == null) {
        throw new ModelLoadException(
            "%s: has no %s, only %s; convert the model again"
                .formatted(path, name, features.keySet()));
      }
      if (found.type() != type || !found.shape().equals(shape)) {
        throw new ModelLoadException(
            "%s: %s has the shape %s, but coreml.json means %s; convert the model again"
                .formatted(path, name, found.shape(), shape));
      }
      return found;
    }
  }
}
