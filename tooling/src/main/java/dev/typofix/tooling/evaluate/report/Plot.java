package dev.typofix.tooling.evaluate.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A small plot as SVG; the page's style sheet gives the colours. Confined to one thread. */
final class Plot {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int LEFT = 52;
  private static final int BOTTOM = 44;
  private static final int MARGIN = 22;
  private static final int TICKS = 5;

  private final String label;
  private final Axis across;
  private final Axis up;
  private final StringBuilder drawn = new StringBuilder();
  private int legends;

  /**
   * An axis.
   *
   * @param from its value at the origin
   * @param to its value at the far end, larger
   * @param decimals of the numbers beside it
   */
  record Axis(String label, double from, double to, int decimals) {
    double part(double value) {
      return Math.min(1, Math.max(0, (value - from) / (to - from)));
    }
  }

  /** A point in the axes' units. */
  record Point(double x, double y) {}

  Plot(String label, Axis across, Axis up) {
    this.label = label;
    this.across = across;
    this.up = up;
    for (int i = 0; i <= TICKS; i++) {
      drawTicks((double) i / TICKS);
    }
    text("", (LEFT + WIDTH - MARGIN) / 2.0, HEIGHT - 6.0, "middle", across.label());
    drawn.append(
        format(
            "<text transform=\"translate(14 %.0f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
            (HEIGHT - BOTTOM + MARGIN) / 2.0, Markup.escape(up.label())));
  }

  private void drawTicks(double part) {
    double x = across.from() + part * (across.to() - across.from());
    double y = up.from() + part * (up.to() - up.from());
    drawn.append(
        format("<path class=\"axis\" d=\"M%d %.1fH%d\"/>%n", LEFT, yOf(y), WIDTH - MARGIN));
    text("", xOf(x), HEIGHT - BOTTOM + 18.0, "middle", Markup.number(x, across.decimals()));
    text("", LEFT - 6.0, yOf(y) + 4, "end", Markup.number(y, up.decimals()));
  }

  /** A line through points, with its name in the same colour. */
  Plot line(String style, String name, List<Point> points) {
    if (!points.isEmpty()) {
      String path =
          points.stream()
              .map(point -> format("%.1f,%.1f", xOf(point.x()), yOf(point.y())))
              .collect(Collectors.joining(" "));
      drawn.append(format("<polyline class=\"%s\" points=\"%s\"/>%n", style, path));
      legend(style, name);
    }
    return this;
  }

  private void legend(String style, String name) {
    if (!name.isEmpty()) {
      text(style, LEFT + 110.0 * legends++, MARGIN - 8.0, "start", name);
    }
  }

  /**
   * A dot.
   *
   * @param radius in pixels
   */
  Plot dot(String style, Point point, double radius, String hint) {
    drawn.append(
        format(
            "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>%n",
            style, xOf(point.x()), yOf(point.y()), radius, Markup.escape(hint)));
    return this;
  }

  /** A bar from the lower axis up. */
  Plot bar(double from, double to, double height) {
    double top = yOf(height);
    drawn.append(
        format(
            "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
            xOf(from) + 0.5, top, Math.max(0.5, xOf(to) - xOf(from) - 1), HEIGHT - BOTTOM - top));
    return this;
  }

  /** The plot as an element. */
  String svg() {
    return format(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n%s</svg>%n",
        WIDTH, HEIGHT, Markup.escape(label), drawn);
  }

  private void text(String style, double x, double y, String anchor, String text) {
    drawn.append(
        format(
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            style, x, y, anchor, Markup.escape(text)));
  }

  private double xOf(double value) {
    return LEFT + across.part(value) * (WIDTH - MARGIN - LEFT);
  }

  private double yOf(double value) {
    return HEIGHT - BOTTOM - up.part(value) * (HEIGHT - BOTTOM - MARGIN);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
