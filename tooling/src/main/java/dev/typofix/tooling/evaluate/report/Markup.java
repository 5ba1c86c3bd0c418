package dev.typofix.tooling.evaluate.report;

import java.util.List;
import java.util.Locale;

/** Small pieces of HTML. */
final class Markup {

  private Markup() {}

  /** Text as it may stand in an element or an attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(letter);
              }
            });
    return escaped.toString();
  }

  /** A share, from 0 to 1, with three decimals: {@code .877}. */
  static String share(double share) {
    String text = String.format(Locale.ROOT, "%.3f", share);
    return text.startsWith("0") ? text.substring(1) : text;
  }

  /** A number with as many decimals. */
  static String number(double number, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }

  /** A whole number. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share, from 0 to 1, in per cent without decimals. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A table of cells that are markup already. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    head.forEach(cell -> table.append("<th>").append(cell).append("</th>"));
    table.append("</tr>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      row.forEach(cell -> table.append("<td>").append(cell).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n").toString();
  }
}
