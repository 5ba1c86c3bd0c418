package dev.typofix.engine.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.base.Strings;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@code tokenizer.json}, made ready for text of strangers: special tokens are known by name, but
 * the tokenizer itself is given none. A text that happens to hold {@code <|text|>} is then cut into
 * ordinary tokens and can never pass for the model's own marks. Whatever would add, cut or trim
 * tokens is left out too.
 *
 * @param json what the native tokenizer gets
 * @param numbers every token's number by its name in the vocabulary, special tokens included
 */
record TokenizerFile(String json, Map<String, Integer> numbers) {

  private static final int MAXIMUM_TOKENS = 1 << 21;
  private static final JsonFactory JSON = new JsonFactory();

  TokenizerFile {
    numbers = Map.copyOf(numbers);
  }

  /**
   * Reads a file.
   *
   * @param path where it lies, for messages
   * @throws ModelLoadException if it is no byte-level tokenizer with a vocabulary
   */
  static TokenizerFile read(InputStream input, String path) throws ModelLoadException {
    StringWriter json = new StringWriter();
    Map<String, Integer> numbers = new HashMap<>();
    boolean byteLevel = false;
    try (JsonParser parser = JSON.createParser(input);
        JsonGenerator generator = JSON.createGenerator(json)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT, "no JSON object", path);
      generator.writeStartObject();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        generator.writeFieldName(field);
        switch (field) {
          case "added_tokens" -> {
            readAddedTokens(parser, numbers, path);
            generator.writeStartArray();
            generator.writeEndArray();
          }
          case "model" -> copyModel(parser, generator, numbers, path);
          case "decoder" -> byteLevel = copyDecoder(parser, generator);
          case "post_processor", "truncation", "padding" -> {
            parser.skipChildren();
            generator.writeNull();
          }
          default -> generator.copyCurrentStructure(parser);
        }
      }
      generator.writeEndObject();
    } catch (ModelLoadException wrong) {
      throw wrong;
    } catch (JsonProcessingException malformed) {
      throw wrong("malformed JSON: " + malformed.getOriginalMessage(), path);
    } catch (IOException failed) {
      throw wrong("cannot be read: " + failed, path);
    }
    expect(!numbers.isEmpty(), "no vocabulary", path);
    expect(byteLevel, "no byte-level tokenizer, which is the only kind supported", path);
    return new TokenizerFile(json.toString(), numbers);
  }

  private static void readAddedTokens(JsonParser parser, Map<String, Integer> numbers, String path)
      throws IOException {
    expect(parser.currentToken() == JsonToken.START_ARRAY, "no list of added tokens", path);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      int number = -1;
      String name = "";
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        switch (field) {
          case "id" -> number = parser.nextIntValue(-1);
          case "content" -> name = Strings.nullToEmpty(parser.nextTextValue());
          default -> {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
      put(name, number, numbers, path);
    }
  }

  /** Copies the decoder, and tells whether it makes text of bytes. */
  private static boolean copyDecoder(JsonParser parser, JsonGenerator generator)
      throws IOException {
    boolean byteLevel = false;
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      byteLevel |= token == JsonToken.VALUE_STRING && parser.getText().equals("ByteLevel");
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      generator.copyCurrentEvent(parser);
    } while (depth > 0 && parser.nextToken() != null);
    return byteLevel;
  }

  private static void copyModel(
      JsonParser parser, JsonGenerator generator, Map<String, Integer> numbers, String path)
      throws IOException {
    expect(parser.currentToken() == JsonToken.START_OBJECT, "no model", path);
    generator.writeStartObject();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      generator.writeFieldName(field);
      boolean vocabulary = parser.nextToken() == JsonToken.START_OBJECT && field.equals("vocab");
      if (!vocabulary) {
        generator.copyCurrentStructure(parser);
        continue;
      }
      generator.writeStartObject();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        int number = parser.nextIntValue(-1);
        put(name, number, numbers, path);
        generator.writeNumberField(name, number);
      }
      generator.writeEndObject();
    }
    generator.writeEndObject();
  }

  private static void put(String name, int number, Map<String, Integer> numbers, String path)
      throws ModelLoadException {
    expect(number >= 0 && number < MAXIMUM_TOKENS, "token \"" + name + "\" has no number", path);
    Integer before = numbers.put(name, number);
    expect(before == null || before == number, "token \"" + name + "\" has two numbers", path);
  }

  private static void expect(boolean condition, String problem, String path)
      throws ModelLoadException {
    if (!condition) {
      throw wrong(problem, path);
    }
  }

  private static ModelLoadException wrong(String problem, String path) {
    return new ModelLoadException("%s: %s; fetch the model again".formatted(path, problem));
  }
}
