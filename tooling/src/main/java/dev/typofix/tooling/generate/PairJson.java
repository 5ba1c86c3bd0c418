package dev.typofix.tooling.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.typofix.tooling.errors.CorruptedText;
import dev.typofix.tooling.errors.TextEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes pairs as lines of JSON. Immutable, thread-safe. */
final class PairJson {

  /** What the fine-tuned model is told; the product's prompt for chat models is the same. */
  static final String SYSTEM_PROMPT =
      "Correct the typing errors in the user's text. Answer with the corrected text alone and leave"
          + " everything else as it is.";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final PairFormat format;

  PairJson(PairFormat format) {
    this.format = format;
  }

  byte[] write(CorruptedText text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * text.clean().length() + 64);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      if (format == PairFormat.CHAT) {
        writeMessages(text, json);
      } else {
        json.writeStringField("corrupted", text.corrupted());
        json.writeStringField("clean", text.clean());
        if (format == PairFormat.PAIRS_WITH_EDITS) {
          writeEdits(text, json);
        }
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the bytes lie in memory
    }
    return bytes.toByteArray();
  }

  private static void writeMessages(CorruptedText text, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("messages");
    writeMessage("system", SYSTEM_PROMPT, json);
    writeMessage("user", text.corrupted(), json);
    writeMessage("assistant", text.clean(), json);
    json.writeEndArray();
  }

  private static void writeMessage(String role, String content, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("role", role);
    json.writeStringField("content", content);
    json.writeEndObject();
  }

  private static void writeEdits(CorruptedText text, JsonGenerator json) throws IOException {
    String clean = text.clean();
    json.writeArrayFieldStart("edits");
    for (TextEdit edit : text.edits()) {
      json.writeStartObject();
      json.writeNumberField("start", clean.codePointCount(0, edit.start()));
      json.writeNumberField("end", clean.codePointCount(0, edit.end()));
      json.writeStringField("original", clean.substring(edit.start(), edit.end()));
      json.writeStringField("replacement", edit.replacement());
      json.writeStringField("kind", edit.kind().id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
