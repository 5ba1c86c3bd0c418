package dev.typofix.engine.coreml;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.coreml.BlockProgram.BlockFeatures;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs, outputs and state of {@code docs/coreml-program.md}, found in a model whose shapes
 * were compared with its description. K rows, S slots, B groups of logits.
 *
 * @param inputs what a block gets
 * @param logits float16 {@code [1, chunk, 1, K]} each
 * @param groupMax float16 {@code [1, B, 1, K]}
 * @param groupSum float16 {@code [1, B, 1, K]}
 */
record ProgramContract(
    BlockFeatures inputs,
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
    FeatureFinder finder = new FeatureFinder(model, path, ProgramDescription.FILE_NAME);
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
      logits.add(finder.halvesOut("logits_" + chunk, 1, size, 1, rows));
    }
    return new ProgramContract(
        new BlockFeatures(
            finder.integersIn("token_ids", 1, rows),
            finder.integersIn("position_ids", rows),
            finder.integersIn("first_slot", 1),
            finder.halvesIn("mask", 1, 1, rows, slots)),
        logits,
        finder.halvesOut("group_max", 1, program.groups(), 1, rows),
        finder.halvesOut("group_sum", 1, program.groups(), 1, rows));
  }

  /** The same, for a session. */
  BlockProgram program(ProgramDescription description) {
    return new BlockProgram(
        inputs,
        description.block(),
        description.slots(),
        bridge -> new GroupedAnswers(description, this, bridge));
  }
}
