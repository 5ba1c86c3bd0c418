package dev.typofix.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * Checks a stream line by line, each as a text of its own, and answers before it waits for more.
 */
final class LineCheck {

  private final CheckRun run;
  private final PrintWriter out;
  private final Report report;

  LineCheck(CheckRun run, PrintWriter out, Report report) {
    this.run = run;
    this.out = out;
    this.report = report;
  }

  /**
   * Reads to the end, or until nobody listens any more.
   *
   * @param name of the file that the lines come from
   */
  void read(InputStream in, String name) throws IOException {
    LineReader reader = new LineReader(in);
    int number = 0;
    for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
      report.add(check(new SourceText(name, line.get(), number++)));
      if (reader.isDrained() && out.checkError()) {
        return;
      }
    }
    report.finish();
  }

  /** A line that the checker fails at counts as a problem, and is answered all the same. */
  private CheckedText check(SourceText line) {
    try {
      return run.check(line);
    } catch (CommandFailure failed) {
      run.problem("line " + (line.linesBefore() + 1) + " of " + failed.getMessage());
      return new CheckedText(line, List.of());
    }
  }
}
