package dev.typofix.tooling.evaluate.checker;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a checker says of a place.
 *
 * @param start first UTF-16 offset in the text
 * @param end end offset, exclusive
 * @param kind the code of a kind of findings
 * @param confidence from 0 to 1; empty if the checker has no such thing
 * @param replacements best first; may be empty
 */
public record Reported(
    int start, int end, String kind, OptionalDouble confidence, List<String> replacements) {

  public Reported {
    replacements = List.copyOf(replacements);
  }

  /** What the first replacement makes of a text; the text itself if there is none. */
  public String applied(String text) {
    return replacements.isEmpty() ? text : applied(text, replacements.get(0));
  }

  /** What a replacement makes of a text. */
  public String applied(String text, String replacement) {
    return text.substring(0, start) + replacement + text.substring(end);
  }
}
