package dev.typofix.tooling.bench.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times calls of several sizes, and writing token by token, with one engine or two that take turns.
 * Tokens are drawn at random, the same for both: what they are does not matter to the time.
 */
final class CallBench {

  private static final int WARM_UP = 3;

  private final List<Engine> engines;
  private final PrintWriter out;
  private final int vocabulary;
  private final int past;
  private final int repeats;
  private final Random random = new Random(1);

  /**
   * Makes a benchmark.
   *
   * @param engines our own, and another one or none
   * @param past rows that lie before each call
   * @param repeats timed calls of each size
   */
  CallBench(List<Engine> engines, PrintWriter out, int vocabulary, int past, int repeats) {
    this.engines = List.copyOf(engines);
    this.out = out;
    this.vocabulary = vocabulary;
    this.past = past;
    this.repeats = repeats;
  }

  /** Times calls of so many rows. */
  void timeCalls(List<Integer> rows) throws IOException {
    out.printf("%nms a call, %d rows of past, %d calls each%n", past, repeats);
    engines.forEach(engine -> out.printf("  %s%n", engine.description()));
    out.printf("%12s", "rows");
    engines.forEach(engine -> out.printf("      p50      p95      CPU"));
    out.println(engines.size() > 1 ? "    ratio  CPU ratio" : "");
    for (int count : rows) {
      time(String.valueOf(count), count);
    }
  }

  /** Times writing: each call appends the token that our engine found most probable before. */
  void timeWriting(int tokens) throws IOException {
    EngineTimes[] times = newTimes(tokens);
    int[] written = tokens(past);
    int token = random.nextInt(vocabulary);
    int same = 0;
    for (int i = -WARM_UP; i < tokens; i++) {
      int next = -1;
      for (int engine = 0; engine < times.length; engine++) {
        Timing timing = engines.get(engine).time(written, new int[] {token});
        if (i >= 0) {
          times[engine].add(timing);
        }
        same += engine > 0 && i >= 0 && timing.next() == next ? 1 : 0;
        next = engine == 0 ? timing.next() : next;
      }
      written = Arrays.copyOf(written, written.length + 1);
      written[written.length - 1] = token;
      token = next;
    }
    print("one by one", times);
    if (times.length > 1) {
      out.printf("the same next token: %d of %d%n", same, tokens);
    }
  }

  private void time(String name, int rows) throws IOException {
    EngineTimes[] times = newTimes(repeats);
    int[] before = tokens(past);
    for (int i = -WARM_UP; i < repeats; i++) {
      int[] tokens = tokens(rows);
      for (int engine = 0; engine < times.length; engine++) {
        Timing timing = engines.get(engine).time(before, tokens);
        if (i >= 0) {
          times[engine].add(timing);
        }
      }
    }
    print(name, times);
  }

  private EngineTimes[] newTimes(int calls) {
    return engines.stream().map(engine -> new EngineTimes(calls)).toArray(EngineTimes[]::new);
  }

  private void print(String name, EngineTimes[] times) {
    out.printf("%12s", name);
    for (EngineTimes each : times) {
      out.print(each);
    }
    if (times.length > 1) {
      out.printf(" %8.2f %10.2f", times[1].p50() / times[0].p50(), times[1].cpu() / times[0].cpu());
    }
    out.println();
    out.flush();
  }

  private int[] tokens(int count) {
    return random.ints(count, 0, vocabulary).toArray();
  }
}
