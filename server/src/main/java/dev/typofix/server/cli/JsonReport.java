package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import java.io.PrintWriter;

/** For programs: an object a finding, one a line. Lines and columns count from 1. */
final class JsonReport implements Report {

  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(CheckedText checked) {
    String text = checked.source().text();
    TextPositions positions = new TextPositions(checked.source());
    for (Finding finding : checked.findings()) {
      out.print(
          FindingJson.write(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("path", checked.source().shownName());
                    json.writeNumberField("line", positions.lineNumber(finding.start()));
                    json.writeNumberField("column", positions.columnNumber(finding.start()));
                    json.writeStringField("text", text.substring(finding.start(), finding.end()));
                    FindingJson.writeFinding(json, finding, positions);
                    json.writeEndObject();
                  })
              + "\n");
    }
  }
}
