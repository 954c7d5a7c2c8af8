package io.theriac.streams.backtest.html;

import java.util.Locale;

/**
 * Writes one SVG picture. Everything is black on white: series differ by marker and dashes, areas
 * by hatching, so that a print shows what the screen does.
 */
final class Svg {

  /** Shapes by series, filled and hollow in turn. */
  private static final int MARKERS = 6;

  private static final String[] DASHES = {"", "7 4", "2 3", "9 3 2 3", "1 5", "12 5"};
  private static final double HALF = 4.2;

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  /**
   * @param title read aloud to who cannot see it
   */
  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    body.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(width, height, Html.escape(title)));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Svg line(double x1, double y1, double x2, double y2, String cssClass) {
    return add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
        cssClass, n(x1), n(y1), n(x2), n(y2));
  }

  /** Points joined in the dashes of a series. */
  Svg path(String points, int series) {
    String dash = DASHES[series % DASHES.length];
    return add(
        "<polyline class=\"series\" points=\"%s\"%s/>",
        points, dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
  }

  /**
   * @param anchor start, middle or end
   */
  Svg text(double x, double y, String anchor, String cssClass, String text) {
    return add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
        cssClass, n(x), n(y), anchor, Html.escape(text));
  }

  /** Text along the vertical axis. */
  Svg upright(double x, double y, String text) {
    return add(
        "<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 %s %s)\">%s</text>",
        n(x), n(y), n(x), n(y), Html.escape(text));
  }

  /** A bar, hatched; the note shows when pointed at. */
  Svg bar(double x, double y, double barWidth, double barHeight, int hatch, String note) {
    return add(
        "<rect class=\"bar\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"url(#hatch%d)\"><title>%s</title></rect>",
        n(x), n(y), n(barWidth), n(barHeight), hatch % 4, Html.escape(note));
  }

  /** A point in the marker of its series; the note shows when pointed at. */
  Svg marker(double x, double y, int series, String note) {
    String title = "<title>" + Html.escape(note) + "</title>";
    String fill = series % 2 == 0 ? "full" : "hollow";
    String points =
        switch (series % MARKERS / 2) {
          case 1 -> points(x, y, 0, -1.2, 1.15, 0.9, -1.15, 0.9);
          case 2 -> points(x, y, 0, -1.4, 1.2, 0, 0, 1.4, -1.2, 0);
          default -> "";
        };
    if (!points.isEmpty()) {
      return add("<polygon class=\"%s\" points=\"%s\">%s</polygon>", fill, points, title);
    }
    if (series % 2 == 0) {
      return add(
          "<circle class=\"full\" cx=\"%s\" cy=\"%s\" r=\"%s\">%s</circle>",
          n(x), n(y), n(HALF), title);
    }
    return add(
        "<rect class=\"hollow\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\">%s</rect>",
        n(x - HALF), n(y - HALF), n(2 * HALF), n(2 * HALF), title);
  }

  private static String points(double x, double y, double... offsets) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < offsets.length; i += 2) {
      points.append(n(x + offsets[i] * HALF)).append(',').append(n(y + offsets[i + 1] * HALF));
      points.append(' ');
    }
    return points.toString().strip();
  }

  private Svg add(String format, Object... values) {
    body.append(format.formatted(values)).append('\n');
    return this;
  }

  /** A number as short as it may be. */
  static String n(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  @Override
  public String toString() {
    return body + "</svg>\n";
  }
}
