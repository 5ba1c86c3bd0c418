package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.score.Mistake;
import dev.typofix.tooling.evaluate.score.Mistake.Change;
import java.util.Comparator;
import java.util.List;

/** Mistakes side by side: what the checker said, and what people wrote. */
final class MistakeTable {

  private MistakeTable() {}

  /**
   * The table.
   *
   * @param said the heading above what the checker said
   */
  static String of(List<Mistake> mistakes, String said) {
    if (mistakes.isEmpty()) {
      return "<p>None.</p>\n";
    }
    StringBuilder table = new StringBuilder("<table class=\"text\">\n<tr><th class=\"sure\">sure");
    table.append("</th><th>").append(said).append("</th><th>should be</th></tr>\n");
    for (Mistake mistake : mistakes) {
      table
          .append("<tr><td class=\"sure\">")
          .append(Double.isNaN(mistake.confidence()) ? "–" : Markup.percent(mistake.confidence()))
          .append("</td><td>")
          .append(mistake.said().isEmpty() ? "<i>nothing</i>" : text(mistake, mistake.said()))
          .append("</td><td>")
          .append(text(mistake, mistake.wanted()))
          .append("<span class=\"source\">")
          .append(Markup.escape(mistake.source()))
          .append("</span></td></tr>\n");
    }
    return table.append("</table>\n").toString();
  }

  /** The text with changes marked in it; whole, for what is wrong may hang on its far end. */
  private static String text(Mistake mistake, List<Change> changes) {
    StringBuilder marked = new StringBuilder();
    int copied = 0;
    for (Change change : changes.stream().sorted(Comparator.comparingInt(Change::start)).toList()) {
      if (change.start() < copied) {
        continue; // overlaps the one before, whose mark it cannot cross
      }
      marked.append(Markup.escape(mistake.text().substring(copied, change.start())));
      mark(marked, "del", mistake.text().substring(change.start(), change.end()));
      mark(marked, "ins", change.replacement());
      copied = change.end();
    }
    return marked.append(Markup.escape(mistake.text().substring(copied))).toString();
  }

  private static void mark(StringBuilder marked, String element, String text) {
    if (!text.isEmpty()) {
      String visible = text.isBlank() ? "␣".repeat(text.length()) : Markup.escape(text);
      marked.append('<').append(element).append('>').append(visible);
      marked.append("</").append(element).append('>');
    }
  }
}
