package dev.typofix.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.typofix.corrector.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Findings as JSON, a line each time. Offsets are Unicode code points. Half a surrogate pair, which
 * UTF-8 cannot hold, is written as its escape.
 */
final class FindingJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private FindingJson() {}

  /** Writes into a generator. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Writes the line that answers one input line: {@code {"findings":[...]}}. A line of many
   * megabytes has hundreds of thousands of findings, so each goes out by itself.
   */
  static void writeAnswer(CheckedText checked, PrintWriter out) {
    TextPositions positions = new TextPositions(checked.source());
    out.print("{\"findings\":[");
    String separator = "";
    for (Finding finding : checked.findings()) {
      out.print(separator);
      out.print(
          write(
              json -> {
                json.writeStartObject();
                writeFinding(json, finding, positions);
                json.writeEndObject();
              }));
      separator = ",";
    }
    out.print("]}\n");
  }

  /** Range, kind, confidence and replacements, as fields of the object that is open. */
  static void writeFinding(JsonGenerator json, Finding finding, TextPositions positions)
      throws IOException {
    json.writeNumberField("start", positions.codePointOffset(finding.start()));
    json.writeNumberField("end", positions.codePointOffset(finding.end()));
    json.writeStringField("kind", finding.kind().code());
    json.writeNumberField("confidence", rounded(finding.confidence()));
    writeStrings(json, "replacements", finding.replacements());
  }

  private static void writeStrings(JsonGenerator json, String name, List<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  private static double rounded(double confidence) {
    return Math.round(confidence * 10_000) / 10_000.0;
  }

  /** What the body writes, on one line. */
  static String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return escapeHalfPairs(text.toString());
  }

  /** Outside strings JSON is ASCII, so an escape is right wherever half a pair stands. */
  private static String escapeHalfPairs(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(i + 1))) {
        if (escaped != null) {
          escaped.append(c).append(json.charAt(i + 1));
        }
        i++;
      } else if (Character.isSurrogate(c)) {
        escaped = escaped == null ? new StringBuilder(json.substring(0, i)) : escaped;
        escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return escaped == null ? json : escaped.toString();
  }
}
