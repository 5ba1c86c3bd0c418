package dev.typofix.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * SARIF 2.1.0, the static analysis results interchange format, which code hosts and editors read.
 * Results are written as they come; columns and offsets are in Unicode code points.
 */
final class SarifReport implements Report {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final PrintWriter out;
  private boolean first = true;

  SarifReport(PrintWriter out) {
    this.out = out;
    out.print(
        "{\"$schema\":\"%s\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":%s},"
            .formatted(SCHEMA, FindingJson.write(SarifReport::driver)));
    out.print("\"columnKind\":\"unicodeCodePoints\",\"results\":[");
  }

  private static void driver(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", "Typofix");
    json.writeStringField("version", ProgramVersion.text());
    json.writeArrayFieldStart("rules");
    for (FindingKind kind : FindingKind.values()) {
      json.writeStartObject();
      json.writeStringField("id", kind.code());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void add(CheckedText checked) {
    TextPositions positions = new TextPositions(checked.source());
    for (Finding finding : checked.findings()) {
      out.print(first ? "\n" : ",\n");
      first = false;
      out.print(FindingJson.write(json -> result(json, checked, finding, positions)));
    }
  }

  @Override
  public void finish() {
    out.print("\n]}]}\n");
  }

  private static void result(
      JsonGenerator json, CheckedText checked, Finding finding, TextPositions positions)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.kind().code());
    json.writeStringField("level", "warning");
    json.writeNumberField("rank", Math.round(finding.confidence() * 1000) / 10.0);
    json.writeObjectFieldStart("message");
    json.writeStringField("text", FindingMessage.of(finding, checked.source().text()));
    json.writeEndObject();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    artifact(json, checked.source());
    region(json, "region", finding, positions);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (!finding.replacements().isEmpty()) {
      fixes(json, checked.source(), finding, positions);
    }
    json.writeEndObject();
  }

  private static void fixes(
      JsonGenerator json, SourceText source, Finding finding, TextPositions positions)
      throws IOException {
    json.writeArrayFieldStart("fixes");
    for (String replacement : finding.replacements()) {
      json.writeStartObject();
      json.writeArrayFieldStart("artifactChanges");
      json.writeStartObject();
      artifact(json, source);
      json.writeArrayFieldStart("replacements");
      json.writeStartObject();
      region(json, "deletedRegion", finding, positions);
      json.writeObjectFieldStart("insertedContent");
      json.writeStringField("text", replacement);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void artifact(JsonGenerator json, SourceText source) throws IOException {
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(source.name()));
    json.writeEndObject();
  }

  /** A relative reference for a relative name, percent-encoded. */
  private static String uri(String name) {
    if (name.isEmpty()) {
      return "stdin";
    }
    if (Path.of(name).isAbsolute()) {
      return Path.of(name).toUri().toString();
    }
    try {
      // A leading "./" keeps a colon in the first folder's name from being read as a scheme.
      String relative = new URI(null, null, "./" + name, null).toASCIIString();
      return relative.indexOf(':') < 0 ? relative.substring(2) : relative;
    } catch (URISyntaxException unlikely) {
      return name;
    }
  }

  private static void region(
      JsonGenerator json, String field, Finding finding, TextPositions positions)
      throws IOException {
    int start = positions.codePointOffset(finding.start());
    json.writeObjectFieldStart(field);
    json.writeNumberField("startLine", positions.lineNumber(finding.start()));
    json.writeNumberField("startColumn", positions.columnNumber(finding.start()));
    json.writeNumberField("endLine", positions.lineNumber(finding.end()));
    json.writeNumberField("endColumn", positions.columnNumber(finding.end()));
    json.writeNumberField("charOffset", start);
    json.writeNumberField("charLength", positions.codePointOffset(finding.end()) - start);
    json.writeEndObject();
  }
}
