package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Findings in the making, line by line. For one thread. */
final class LineFindings {

  private final List<String> lines;
  private final List<List<Reported>> findings = new ArrayList<>();

  LineFindings(List<String> lines) {
    this.lines = lines;
    lines.forEach(line -> findings.add(new ArrayList<>()));
  }

  /**
   * Adds a finding.
   *
   * @param line its number, from 1
   * @param start first UTF-16 offset in the line
   */
  void add(int line, int start, String typed, List<String> replacements) {
    if (line < 1 || line > lines.size() || !lines.get(line - 1).startsWith(typed, start)) {
      throw new IllegalStateException(
          "line %d: nothing like that at offset %d".formatted(line, start));
    }
    String kind =
        !replacements.isEmpty() && replacements.get(0).contains(" ")
            ? "joined-words"
            : "misspelling";
    findings
        .get(line - 1)
        .add(
            new Reported(
                start, start + typed.length(), kind, OptionalDouble.empty(), replacements));
  }

  List<List<Reported>> all() {
    return List.copyOf(findings);
  }
}
