package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import dev.typofix.server.message.Phrases;
import java.io.PrintWriter;

/** GitHub's workflow commands: each finding becomes an annotation of the pull request. */
final class GithubReport implements Report {

  private final PrintWriter out;

  GithubReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(CheckedText checked) {
    String text = checked.source().text();
    TextPositions positions = new TextPositions(checked.source());
    for (Finding finding : checked.findings()) {
      int line = positions.lineNumber(finding.start());
      int endLine = positions.lineNumber(finding.end());
      // GitHub refuses columns of a finding that runs over lines.
      String columns =
          line == endLine
              ? ",col="
                  + positions.columnNumber(finding.start())
                  + ",endColumn="
                  + positions.columnNumber(finding.end())
              : "";
      out.print(
          "::warning file="
              + property(checked.source().shownName())
              + ",line="
              + line
              + ",endLine="
              + endLine
              + columns
              + ",title="
              + property("Typofix: " + finding.kind().code())
              + "::"
              + data(
                  FindingMessage.of(finding, text)
                      + " ("
                      + Phrases.percent(finding.confidence())
                      + ")")
              + "\n");
    }
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
