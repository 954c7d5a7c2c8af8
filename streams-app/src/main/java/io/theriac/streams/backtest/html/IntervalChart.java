package io.theriac.streams.backtest.html;

import io.theriac.streams.backtest.report.Estimate;
import java.util.List;
import java.util.Map;

/** Values with their intervals, a row a thing and a marker a series. */
final class IntervalChart {

  private static final int WIDTH = 720;
  private static final int LEFT = 190;
  private static final int RIGHT = 180;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final int SERIES_HEIGHT = 16;
  private static final int ROW_GAP = 12;

  /**
   * One row.
   *
   * @param remark stands at its end
   * @param values by series
   */
  record Row(String name, String remark, Map<String, Estimate> values) {}

  private IntervalChart() {}

  /**
   * Draws rows.
   *
   * @param zero whether the axis shows zero, as for differences
   */
  static Svg draw(String axis, List<String> series, List<Row> rows, boolean zero) {
    int rowHeight = Math.max(1, series.size()) * SERIES_HEIGHT + ROW_GAP;
    int height = TOP + rows.size() * rowHeight + BOTTOM;
    Svg svg = new Svg(WIDTH, height, axis);
    Scale scale = scale(rows, zero);
    for (double tick : scale.ticks()) {
      boolean isZero = zero && Math.abs(tick) < 1e-9;
      svg.line(scale.at(tick), TOP, scale.at(tick), height - BOTTOM, isZero ? "zero" : "grid");
      svg.text(scale.at(tick), height - BOTTOM + 16, "middle", "tick", scale.label(tick));
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, height - 6, "middle", "axis", axis);
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      double middle = TOP + r * rowHeight + rowHeight / 2.0;
      svg.text(LEFT - 14, middle + 4, "end", "label", row.name());
      svg.text(WIDTH - RIGHT + 12, middle + 4, "start", "tick", row.remark());
      for (int s = 0; s < series.size(); s++) {
        Estimate value = row.values().get(series.get(s));
        if (value != null) {
          double y = middle + (s - (series.size() - 1) / 2.0) * SERIES_HEIGHT;
          draw(svg, scale, y, s, series.get(s), value);
        }
      }
    }
    return svg;
  }

  private static void draw(
      Svg svg, Scale scale, double y, int series, String name, Estimate value) {
    svg.line(scale.at(value.lower()), y, scale.at(value.upper()), y, "whisker");
    svg.marker(
        scale.at(value.value()),
        y,
        series,
        "%s %s (%s to %s)"
            .formatted(
                name,
                Html.three(value.value()),
                Html.three(value.lower()),
                Html.three(value.upper())));
  }

  private static Scale scale(List<Row> rows, boolean zero) {
    double least = zero ? 0 : Double.MAX_VALUE;
    double most = zero ? 0 : -Double.MAX_VALUE;
    for (Row row : rows) {
      for (Estimate value : row.values().values()) {
        least = Math.min(least, value.lower());
        most = Math.max(most, value.upper());
      }
    }
    return least > most
        ? Scale.of(0, 1, LEFT, WIDTH - RIGHT)
        : Scale.of(least, most, LEFT, WIDTH - RIGHT);
  }

  /** Which marker is which series. */
  static Svg legend(List<String> series) {
    int longest = series.stream().mapToInt(String::length).max().orElse(1);
    int columns = Math.max(1, Math.min(series.size(), WIDTH / (longest * 7 + 56)));
    int columnWidth = WIDTH / columns;
    int rows = (series.size() + columns - 1) / columns;
    Svg svg = new Svg(WIDTH, rows * 20 + 4, "Markers");
    for (int i = 0; i < series.size(); i++) {
      double x = i % columns * columnWidth + 8.0;
      double y = i / columns * 20 + 12.0;
      svg.path(Svg.n(x) + "," + Svg.n(y) + " " + Svg.n(x + 36) + "," + Svg.n(y), i);
      svg.marker(x + 18, y, i, series.get(i));
      svg.text(x + 44, y + 4, "start", "label", series.get(i));
    }
    return svg;
  }
}
