package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Findings in the making, line by line. For one thread. */
final class LineFindings {

  private final List<String> lines;
  private final List<List<Reported>> findings = new ArrayList<>();

  LineFindings(List<String> lines) {
    this.lines = lines;
    lines.forEach(line -> findings.add(new ArrayList<>()));
  }

  /** Where in a line: UTF-16 offsets, the end exclusive. */
  record Place(int start, int end) {}

  /**
   * Adds a misspelt word.
   *
   * @param line its number, from 1
   * @param start first UTF-16 offset in the line
   */
  void add(int line, int start, String typed, List<String> replacements) {
    if (start < 0 || !text(line).startsWith(typed, start)) {
      throw nothingThere(line, start);
    }
    add(line, new Place(start, start + typed.length()), "misspelling", replacements);
  }

  /**
   * Adds a finding.
   *
   * @param line its number, from 1
   * @param kind the code of a kind; words joined, split or repeated are told by their replacement
   */
  void add(int line, Place place, String kind, List<String> replacements) {
    String text = text(line);
    if (place.start() < 0 || place.end() < place.start() || place.end() > text.length()) {
      throw nothingThere(line, place.start());
    }
    String typed = text.substring(place.start(), place.end());
    findings
        .get(line - 1)
        .add(
            new Reported(
                place.start(),
                place.end(),
                replacements.isEmpty() ? kind : kind(typed, replacements.get(0), kind),
                OptionalDouble.empty(),
                replacements));
  }

  /** The UTF-16 offset of a place in a line that is given in code points. */
  int utf16Offset(int line, int codePoints) {
    String text = text(line);
    if (codePoints < 0 || codePoints > text.codePointCount(0, text.length())) {
      throw nothingThere(line, codePoints);
    }
    return text.offsetByCodePoints(0, codePoints);
  }

  List<List<Reported>> all() {
    return List.copyOf(findings);
  }

  private String text(int line) {
    if (line < 1 || line > lines.size()) {
      throw new IllegalStateException("there is no line " + line);
    }
    return lines.get(line - 1);
  }

  private static IllegalStateException nothingThere(int line, int offset) {
    return new IllegalStateException(
        "line %d: nothing like that at offset %d".formatted(line, offset));
  }

  private static String kind(String typed, String replacement, String otherwise) {
    String[] words = typed.toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length == 2 && words[0].equals(words[1]) && blanks(replacement) == 0) {
      return "repeated-word";
    }
    long more = blanks(replacement) - blanks(typed);
    if (more == 0 || replacement.isEmpty()) {
      return otherwise;
    }
    return more > 0 ? "joined-words" : "split-word";
  }

  private static long blanks(String text) {
    return text.chars().filter(Character::isWhitespace).count();
  }
}
