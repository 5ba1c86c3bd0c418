package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import dev.typofix.server.message.Phrases;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** For people: the place, the message, the line with the place underlined. */
final class TextReport implements Report {

  /** Of a long line, so much is shown on either side of the finding, in code points. */
  private static final int CONTEXT = 60;

  private final PrintWriter out;
  private final Ansi ansi;

  TextReport(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  @Override
  public void add(CheckedText checked) {
    if (checked.findings().isEmpty()) {
      return;
    }
    String text = checked.source().text();
    TextPositions positions = new TextPositions(checked.source());
    for (Finding finding : checked.findings()) {
      int line = positions.line(finding.start());
      String place =
          checked.source().shownName()
              + ":"
              + positions.lineNumber(finding.start())
              + ":"
              + positions.columnNumber(finding.start());
      out.println(
          Paint.BOLD.on(ansi, Printable.of(place))
              + ": "
              + Printable.of(FindingMessage.of(finding, text))
              + Paint.FAINT.on(
                  ansi,
                  "  " + finding.kind().code() + ", " + Phrases.percent(finding.confidence())));
      excerpt(text, positions, line, finding);
    }
  }

  private void excerpt(String text, TextPositions positions, int line, Finding finding) {
    int lineEnd = positions.lineEnd(line);
    int markEnd = Math.max(finding.start(), Math.min(finding.end(), lineEnd));
    int from = back(text, finding.start(), positions.lineStart(line));
    int to = ahead(text, markEnd, lineEnd);
    String before =
        (from > positions.lineStart(line) ? "…" : "") + text.substring(from, finding.start());
    String marked = text.substring(finding.start(), markEnd);
    String after = text.substring(markEnd, to) + (to < lineEnd ? "…" : "");
    String number = Integer.toString(positions.lineNumber(finding.start()));
    String gutter = " ".repeat(number.length());
    out.println(
        Paint.BLUE.on(ansi, " " + number + " | ")
            + Printable.of(before)
            + Paint.RED.on(ansi, Printable.of(marked))
            + Printable.of(after));
    out.println(
        Paint.BLUE.on(ansi, " " + gutter + " | ")
            + Printable.blanks(before)
            + Paint.RED.on(ansi, "^".repeat(Math.max(1, Printable.width(marked)))));
  }

  private static int back(String text, int offset, int limit) {
    int from = offset;
    for (int i = 0; i < CONTEXT && from > limit; i++) {
      from = text.offsetByCodePoints(from, -1);
    }
    return Math.max(from, limit);
  }

  private static int ahead(String text, int offset, int limit) {
    int to = offset;
    for (int i = 0; i < CONTEXT && to < limit; i++) {
      to = text.offsetByCodePoints(to, 1);
    }
    return Math.min(to, limit);
  }
}
