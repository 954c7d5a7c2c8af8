package io.theriac.streams.backtest.html;

import io.theriac.streams.backtest.report.BacktestReport.Period;
import io.theriac.streams.backtest.report.Estimate;
import io.theriac.streams.backtest.report.Measure;
import java.util.List;

/** A measure over time, and below it how many visits it stands on. */
final class TimeChart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 330;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int MIDDLE = 214;
  private static final int BARS_TOP = 234;
  private static final int BARS_BOTTOM = 292;

  private TimeChart() {}

  static Svg draw(Measure measure, List<String> series, List<Period> periods) {
    Svg svg = new Svg(WIDTH, HEIGHT, measure.label() + " over time");
    Scale values = scale(measure, periods);
    for (double tick : values.ticks()) {
      svg.line(LEFT, values.at(tick), WIDTH - RIGHT, values.at(tick), "grid");
      svg.text(LEFT - 8, values.at(tick) + 4, "end", "tick", values.label(tick));
    }
    svg.upright(14, (TOP + MIDDLE) / 2.0, measure.label());
    double slot = (WIDTH - RIGHT - LEFT) / (double) Math.max(1, periods.size());
    bars(svg, periods, slot);
    for (int s = 0; s < series.size(); s++) {
      series(svg, measure, series.get(s), s, periods, values, slot);
    }
    dates(svg, periods, slot);
    return svg;
  }

  private static double middle(int period, double slot) {
    return LEFT + (period + 0.5) * slot;
  }

  private static void series(
      Svg svg,
      Measure measure,
      String name,
      int number,
      List<Period> periods,
      Scale values,
      double slot) {
    StringBuilder points = new StringBuilder();
    double shift = (number % 5 - 2) * Math.min(3, slot / 8);
    for (int p = 0; p < periods.size(); p++) {
      double x = middle(p, slot) + shift;
      Estimate value = periods.get(p).measures().get(name).get(measure.key());
      points.append(Svg.n(x)).append(',').append(Svg.n(values.at(value.value()))).append(' ');
      svg.line(x, values.at(value.lower()), x, values.at(value.upper()), "whisker");
    }
    svg.path(points.toString().strip(), number);
    for (int p = 0; p < periods.size(); p++) {
      Estimate value = periods.get(p).measures().get(name).get(measure.key());
      svg.marker(
          middle(p, slot) + shift,
          values.at(value.value()),
          number,
          "%s from %s: %s (%s to %s)"
              .formatted(
                  name,
                  periods.get(p).from(),
                  Html.three(value.value()),
                  Html.three(value.lower()),
                  Html.three(value.upper())));
    }
  }

  private static void bars(Svg svg, List<Period> periods, double slot) {
    int most = periods.stream().mapToInt(Period::visits).max().orElse(1);
    Scale counts = Scale.of(0, most, BARS_BOTTOM, BARS_TOP);
    svg.line(LEFT, BARS_BOTTOM, WIDTH - RIGHT, BARS_BOTTOM, "zero");
    svg.text(LEFT - 8, BARS_BOTTOM + 4, "end", "tick", "0");
    svg.text(LEFT - 8, counts.at(counts.to()) + 4, "end", "tick", counts.label(counts.to()));
    svg.upright(14, (BARS_TOP + BARS_BOTTOM) / 2.0, "visits");
    for (int p = 0; p < periods.size(); p++) {
      Period period = periods.get(p);
      double top = counts.at(period.visits());
      svg.bar(
          middle(p, slot) - slot * 0.35,
          top,
          slot * 0.7,
          BARS_BOTTOM - top,
          1,
          "from %s: %,d visits of %,d patients"
              .formatted(period.from(), period.visits(), period.patients()));
    }
  }

  private static void dates(Svg svg, List<Period> periods, double slot) {
    int every = (int) Math.ceil(78 / slot);
    for (int p = 0; p < periods.size(); p += every) {
      svg.text(middle(p, slot), BARS_BOTTOM + 18, "middle", "tick", periods.get(p).from());
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, "middle", "axis", "discharged from");
  }

  private static Scale scale(Measure measure, List<Period> periods) {
    double least = 0;
    double most = 0;
    for (Period period : periods) {
      for (var measures : period.measures().values()) {
        most = Math.max(most, measures.get(measure.key()).upper());
      }
    }
    return Scale.of(least, most, MIDDLE, TOP);
  }
}
