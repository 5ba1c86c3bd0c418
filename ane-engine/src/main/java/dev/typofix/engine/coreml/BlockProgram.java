package dev.typofix.engine.coreml;

import java.util.function.Function;

/**
 * A program that runs K rows a call over a cache of S slots, each row written to a slot of its own
 * and seeing those that its mask shows.
 *
 * @param features its inputs
 * @param block K
 * @param slots S
 * @param answers reads the answers of a session
 */
record BlockProgram(
    BlockFeatures features, int block, int slots, Function<BridgeSession, BlockAnswers> answers) {

  /**
   * What a call gets.
   *
   * @param tokenIds int32 {@code [1, K]}
   * @param positionIds int32 {@code [K]}
   * @param firstSlot int32 {@code [1]}
   * @param mask float16 {@code [1, 1, K, S]}
   */
  record BlockFeatures(
      BridgeFeature tokenIds,
      BridgeFeature positionIds,
      BridgeFeature firstSlot,
      BridgeFeature mask) {}
}
