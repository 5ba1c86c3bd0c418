package dev.typofix.server.cli;

import java.io.PrintWriter;

/** For programs that ask line by line: {@code {"findings":[...]}} for each text, found or not. */
final class AnswerReport implements Report {

  private final PrintWriter out;

  AnswerReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(CheckedText checked) {
    FindingJson.writeAnswer(checked, out);
  }
}
