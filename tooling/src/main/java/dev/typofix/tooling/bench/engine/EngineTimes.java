package dev.typofix.tooling.bench.engine;

import dev.typofix.tooling.timing.Times;

/** The times of one engine in one line of the table. Not thread-safe. */
final class EngineTimes {

  private final Times wall;
  private long cpuNanos;
  private int calls;

  /** Room for so many calls. */
  EngineTimes(int calls) {
    this.wall = new Times(calls);
  }

  void add(Timing timing) {
    wall.add(timing.nanos() / 1e6);
    cpuNanos += timing.cpuNanos();
    calls++;
  }

  /** Median, milliseconds by the clock. */
  double p50() {
    return wall.at(0.5);
  }

  /** Mean, milliseconds of all cores together: systems count them too coarsely for a median. */
  double cpu() {
    return cpuNanos / 1e6 / calls;
  }

  @Override
  public String toString() {
    return "%8.1f %8.1f %8.1f".formatted(p50(), wall.at(0.95), cpu());
  }
}
