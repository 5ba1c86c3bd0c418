package dev.typofix.tooling.bench.engine;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.document.Document;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Session;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.timing.Times;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What a line takes on a model that has not learnt anything: the embedded model checks lines, and
 * the other one is asked the same, call by call.
 */
final class ReplayBench {

  private static final int WARM_UP = 2;

  private ReplayBench() {}

  /** Checks lines with the embedded model, and times the same calls on another one. */
  static void run(LanguageModel timed, List<String> lines, PrintWriter out)
      throws ModelLoadException {
    List<List<ToIntFunction<Session>>> calls = record(lines);
    Times times = new Times(lines.size());
    Times rows = new Times(lines.size());
    try (Session session = timed.newSession()) {
      for (int i = -WARM_UP; i < lines.size(); i++) {
        if (i == 0) {
          session.truncate(0); // the calls count from an empty session
        }
        int count = 0;
        long start = System.nanoTime();
        for (ToIntFunction<Session> call : calls.get(i < 0 ? i + WARM_UP : i)) {
          count += call.applyAsInt(session);
        }
        if (i >= 0) {
          times.add(Times.millisSince(start));
          rows.add(count);
        }
      }
    }
    out.printf(
        "%nthe passes of one checked line (%,d lines, asked as the embedded model is): p50 %.0f ms,"
            + " p95 %.0f ms; rows a line p50 %.0f, p95 %.0f%n",
        lines.size(), times.at(0.5), times.at(0.95), rows.at(0.5), rows.at(0.95));
  }

  private static List<List<ToIntFunction<Session>>> record(List<String> lines)
      throws ModelLoadException {
    List<List<ToIntFunction<Session>>> calls = new ArrayList<>();
    try (LanguageModel tiny =
            ModelLoader.load(ModelBundle.embedded("tiny"), LoadOptions.defaults());
        RecordingModel recording = new RecordingModel(tiny);
        Corrector corrector = Corrector.create(recording)) {
      for (String line : lines) {
        corrector.check(Document.line(line), CheckOptions.DEFAULT, CancelCheck.NEVER);
        calls.add(recording.take());
      }
    }
    return calls;
  }
}
