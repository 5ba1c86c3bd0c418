package dev.typofix.tooling.bench.engine;

import java.io.IOException;

/** Something that runs a model and can be timed. Confined to one thread. */
interface Engine extends AutoCloseable {

  /** What runs it, for people. */
  String description();

  /**
   * Times one call.
   *
   * @param past tokens whose keys and values the engine holds before the call; not timed
   * @param tokens appended in the call, each of them with all its logits
   * @throws IOException if the engine failed
   */
  Timing time(int[] past, int[] tokens) throws IOException;

  @Override
  void close();
}
