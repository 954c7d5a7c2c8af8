package io.theriac.streams.backtest.html;

import java.util.List;
import java.util.Map;

/** Counts as bars, a group a thing and a hatching a series, each with its number. */
final class BarChart {

  private static final int WIDTH = 720;
  private static final int LEFT = 190;
  private static final int RIGHT = 70;
  private static final int TOP = 6;
  private static final int BAR = 15;
  private static final int GAP = 12;

  private BarChart() {}

  /**
   * Draws groups of bars.
   *
   * @param counts by group, then series
   */
  static Svg draw(String title, List<String> series, Map<String, Map<String, Long>> counts) {
    int groupHeight = series.size() * BAR + GAP;
    int height = TOP + counts.size() * groupHeight + TOP;
    Svg svg = new Svg(WIDTH, height, title);
    long most =
        counts.values().stream()
            .flatMap(group -> group.values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    Scale scale = Scale.of(0, Math.max(1, most), LEFT, WIDTH - RIGHT);
    svg.line(LEFT, TOP, LEFT, height - TOP, "zero");
    double top = TOP + GAP / 2.0;
    for (Map.Entry<String, Map<String, Long>> group : counts.entrySet()) {
      svg.text(LEFT - 14, top + series.size() * BAR / 2.0 + 4, "end", "label", group.getKey());
      for (int s = 0; s < series.size(); s++) {
        long count = group.getValue().getOrDefault(series.get(s), 0L);
        double width = scale.at(count) - LEFT;
        double y = top + s * BAR;
        svg.bar(
            LEFT,
            y + 1,
            width,
            BAR - 2,
            s,
            "%s, %s: %,d".formatted(group.getKey(), series.get(s), count));
        svg.text(LEFT + width + 6, y + BAR - 3, "start", "tick", Html.count(count));
      }
      top += groupHeight;
    }
    return svg;
  }

  /** Which hatching is which series. */
  static Svg legend(List<String> series) {
    Svg svg = new Svg(WIDTH, 22, "Hatchings");
    for (int i = 0; i < series.size(); i++) {
      double x = 8 + i * (WIDTH - 16.0) / series.size();
      svg.bar(x, 4, 30, 13, i, series.get(i));
      svg.text(x + 38, 15, "start", "label", series.get(i));
    }
    return svg;
  }
}
