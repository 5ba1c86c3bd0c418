package dev.typofix.tooling.evaluate.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reads files of labelled lines, clean texts and pairs. Immutable and thread-safe. */
public final class CorpusReader {

  private final Selection selection;
  private final ObjectMapper mapper = new ObjectMapper();

  public CorpusReader(Selection selection) {
    this.selection = selection;
  }

  /**
   * Reads lines with corrections: JSON with {@code src} and {@code edits}. Corrections that a
   * {@code tool} made are left out, and lines without an edit that counts.
   *
   * @throws EvaluationException if a line is something else, or none remains
   */
  public List<GoldLine> labelled(InputFile file) throws EvaluationException {
    List<GoldLine> lines = new ArrayList<>();
    for (int i = 0; i < file.lines().size(); i++) {
      JsonNode json = object(file, i);
      GoldLine line = new GoldLine(file.place(i), text(file, i, json, "src"), edits(file, i, json));
      if (!json.path("tool").asBoolean() && !line.counted().isEmpty()) {
        lines.add(line);
      }
    }
    if (lines.isEmpty()) {
      throw new EvaluationException(file.path() + ": no line with an edit that counts");
    }
    return selection.of(lines);
  }

  private static List<GoldEdit> edits(InputFile file, int index, JsonNode json)
      throws EvaluationException {
    String text = json.path("src").asText();
    int length = text.codePointCount(0, text.length());
    List<GoldEdit> edits = new ArrayList<>();
    for (JsonNode edit : json.path("edits")) {
      int column = edit.path("col").asInt(-1);
      String wrong = edit.path("wrong").asText();
      int start = column < 0 || column > length ? -1 : text.offsetByCodePoints(0, column);
      if (start < 0 || !text.startsWith(wrong, start)) {
        throw new EvaluationException(
            file.place(index) + ": an edit's \"wrong\" does not stand at its \"col\"");
      }
      edits.add(
          new GoldEdit(
              start,
              wrong,
              edit.path("right").asText(),
              EditClass.named(edit.path("cls").asText()),
              isListed(edit.path("codespell")) || isListed(edit.path("typos"))));
    }
    return edits;
  }

  /** A list's entry may be given as true or as the correction that it proposes. */
  private static boolean isListed(JsonNode entry) {
    if (entry.isContainerNode()) {
      return !entry.isEmpty();
    }
    return entry.isTextual() ? !entry.asText().isEmpty() : entry.asBoolean();
  }

  /**
   * Reads clean texts: a name, a tab, the text.
   *
   * @throws EvaluationException if a line has no tab
   */
  public CleanSet clean(InputFile file) throws EvaluationException {
    List<CleanText> texts = new ArrayList<>();
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i);
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new EvaluationException(file.place(i) + ": no tab between a name and a text");
      }
      texts.add(new CleanText(file.place(i), line.substring(tab + 1)));
    }
    return new CleanSet(file.name(), selection.of(texts));
  }

  /**
   * Reads pairs: JSON with {@code corrupted} and {@code clean}, or {@code src} and {@code tgt}.
   *
   * @throws EvaluationException if a line is something else
   */
  public List<TextPair> pairs(InputFile file) throws EvaluationException {
    List<TextPair> pairs = new ArrayList<>();
    for (int i = 0; i < file.lines().size(); i++) {
      JsonNode json = object(file, i);
      boolean corrections = json.has("src");
      pairs.add(
          new TextPair(
              text(file, i, json, corrections ? "src" : "corrupted"),
              text(file, i, json, corrections ? "tgt" : "clean")));
    }
    return selection.of(pairs);
  }

  private JsonNode object(InputFile file, int index) throws EvaluationException {
    try {
      JsonNode json = mapper.readTree(file.lines().get(index));
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException malformed) {
      throw new EvaluationException(
          file.place(index) + ": no JSON; expected one object a line", malformed);
    }
    throw new EvaluationException(file.place(index) + ": no JSON object; expected one a line");
  }

  private static String text(InputFile file, int index, JsonNode json, String field)
      throws EvaluationException {
    if (!json.path(field).isTextual()) {
      throw new EvaluationException(file.place(index) + ": no text \"" + field + "\"");
    }
    return json.path(field).asText();
  }
}
