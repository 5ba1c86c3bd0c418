package dev.typofix.tooling.bench.engine;

/**
 * How long a call took.
 *
 * @param nanos by the clock
 * @param cpuNanos of all cores together: other work on the machine hardly changes it
 * @param next the most probable token after the call's last one
 */
record Timing(long nanos, long cpuNanos, int next) {}
