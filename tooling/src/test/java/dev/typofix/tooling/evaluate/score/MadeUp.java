package dev.typofix.tooling.evaluate.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.EditClass;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** Lines and findings for tests. */
final class MadeUp {

  private MadeUp() {}

  /** A line whose words in brackets are wrong: {@code [typed|meant]}. */
  static GoldLine line(String marked) {
    StringBuilder text = new StringBuilder();
    List<GoldEdit> edits = new ArrayList<>();
    int from = 0;
    for (int open = marked.indexOf('['); open >= 0; open = marked.indexOf('[', from)) {
      int close = marked.indexOf(']', open);
      String[] sides = marked.substring(open + 1, close).split("\\|", -1);
      text.append(marked, from, open);
      edits.add(new GoldEdit(text.length(), sides[0], sides[1], EditClass.NONWORD, false));
      text.append(sides[0]);
      from = close + 1;
    }
    text.append(marked, from, marked.length());
    return new GoldLine("made-up", text.toString(), edits);
  }

  /** A line of random words, some of them wrong. */
  static GoldLine randomLine(Random random) {
    StringBuilder marked = new StringBuilder(random.nextBoolean() ? "😀 " : "");
    int words = 3 + random.nextInt(8);
    for (int i = 0; i < words; i++) {
      String word = word(random);
      marked.append(
          i == 1 || random.nextInt(4) == 0 ? "[" + word + "|" + word(random) + "x] " : word + " ");
    }
    return line(marked.toString());
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 2 + random.nextInt(7); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /** The findings that leave nothing to be wished for. */
  static List<Reported> perfect(GoldLine line) {
    return line.edits().stream()
        .map(edit -> finding(edit.start(), edit.end(), 0.9, edit.right()))
        .toList();
  }

  static Reported finding(int start, int end, double confidence, String... replacements) {
    return new Reported(
        start, end, "misspelling", OptionalDouble.of(confidence), List.of(replacements));
  }

  static CheckedText checked(List<Reported> findings) {
    return new CheckedText(findings, findings, OptionalLong.empty());
  }

  static JudgedLine judged(GoldLine line, List<Reported> findings) {
    return JudgedLine.of(line, checked(findings));
  }

  static Scores scores(GoldLine line, Reported... findings) {
    return Scores.of(new Judged(List.of(judged(line, List.of(findings))), List.of()));
  }

  /** Findings as another program wrote them: offsets in code points, one object a text. */
  static CheckedText parse(String json, String text) throws IOException {
    List<Reported> findings = new ArrayList<>();
    for (JsonNode finding : new ObjectMapper().readTree(json).path("findings")) {
      List<String> replacements = new ArrayList<>();
      finding.path("replacements").forEach(each -> replacements.add(each.asText()));
      findings.add(
          new Reported(
              text.offsetByCodePoints(0, finding.path("start").asInt()),
              text.offsetByCodePoints(0, finding.path("end").asInt()),
              "misspelling",
              OptionalDouble.empty(),
              replacements));
    }
    return CheckedText.of(findings);
  }
}
