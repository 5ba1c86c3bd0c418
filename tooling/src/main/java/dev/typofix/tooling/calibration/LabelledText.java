package dev.typofix.tooling.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text and what is known to be wrong in it.
 *
 * @param text as typed
 * @param edits the corrections that people made; empty for clean text
 */
record LabelledText(String text, List<Edit> edits) {

  LabelledText {
    edits = List.copyOf(edits);
  }

  /** Classes of corrections that are often a matter of style: they say neither right nor wrong. */
  private static final Set<String> IGNORED = Set.of("missing", "extra", "multi", "hyphen");

  /** Whether an edit is right. */
  enum Label {
    RIGHT,
    WRONG,
    UNCLEAR
  }

  /**
   * A correction.
   *
   * @param start its first offset, UTF-16
   */
  record Edit(int start, String wrong, String right, String kind) {
    int end() {
      return start + wrong.length();
    }
  }

  /** Reads the line of a file of corrections; empty if a tool made the correction. */
  static Optional<LabelledText> parseCorrection(String line, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(line);
      if (json.path("tool").asBoolean()) {
        return Optional.empty();
      }
      String text = json.path("src").asText();
      List<Edit> edits = new ArrayList<>();
      for (JsonNode edit : json.path("edits")) {
        int start = text.offsetByCodePoints(0, edit.path("col").asInt());
        edits.add(
            new Edit(
                start,
                edit.path("wrong").asText(),
                edit.path("right").asText(),
                edit.path("cls").asText()));
      }
      return Optional.of(new LabelledText(text, edits));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a made pair: its errors are known exactly. */
  static LabelledText parsePair(String line, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(line);
      String text = json.path("corrupted").asText();
      List<Edit> edits = new ArrayList<>();
      int longer = 0; // code points that the corrupted text has gained so far
      for (JsonNode edit : json.path("edits")) {
        String wrong = edit.path("replacement").asText();
        String right = edit.path("original").asText();
        int start = text.offsetByCodePoints(0, edit.path("start").asInt() + longer);
        String kind = edit.path("kind").asText().equals("repeated-word") ? "doubled" : "";
        edits.add(new Edit(start, wrong, right, kind));
        longer += wrong.codePointCount(0, wrong.length()) - right.codePointCount(0, right.length());
      }
      return new LabelledText(text, edits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines around a correction and the corrected line: text without known errors. */
  static List<LabelledText> parseSurroundings(String line, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(line);
      List<LabelledText> texts = new ArrayList<>();
      for (String field : List.of("before", "tgt", "after")) {
        String text = json.path(field).asText();
        if (!text.isBlank()) {
          texts.add(new LabelledText(text, List.of()));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether replacing a range makes of the text what the corrections that it touches make of it.
   */
  Label label(int start, int end, String replacement) {
    String wanted = text;
    boolean touched = false;
    boolean unclear = false;
    for (int i = edits.size() - 1; i >= 0; i--) {
      Edit edit = edits.get(i);
      if (touches(start, end, edit)) {
        wanted = wanted.substring(0, edit.start) + edit.right + wanted.substring(edit.end());
        touched = true;
        unclear |= IGNORED.contains(edit.kind);
      }
    }
    String got = text.substring(0, start) + replacement + text.substring(end);
    if (touched && fold(got).equals(fold(wanted))) {
      return Label.RIGHT;
    }
    return unclear ? Label.UNCLEAR : Label.WRONG;
  }

  /** A repetition may be mended at either copy: one word before and after counts as touched. */
  private boolean touches(int start, int end, Edit edit) {
    int margin = edit.kind.equals("doubled") ? edit.wrong.length() + 2 : 0;
    return start <= edit.end() + margin && edit.start - margin <= end;
  }

  private static String fold(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
