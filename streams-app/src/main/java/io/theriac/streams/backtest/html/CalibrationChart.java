package io.theriac.streams.backtest.html;

import io.theriac.model.eval.Calibration;
import java.util.List;
import java.util.Map;

/** How often medications of a probability were given: on the diagonal it is as the model says. */
final class CalibrationChart {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 400;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 46;

  private CalibrationChart() {}

  static Svg draw(List<String> series, Map<String, Calibration> calibration) {
    Svg svg = new Svg(WIDTH, HEIGHT, "Calibration");
    Scale x = Scale.of(0, 1, LEFT, WIDTH - RIGHT);
    Scale y = Scale.of(0, 1, HEIGHT - BOTTOM, TOP);
    for (double tick : x.ticks()) {
      svg.line(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM, "grid");
      svg.text(x.at(tick), HEIGHT - BOTTOM + 16, "middle", "tick", x.label(tick));
      svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), "grid");
      svg.text(LEFT - 8, y.at(tick) + 4, "end", "tick", y.label(tick));
    }
    svg.line(x.at(0), y.at(0), x.at(1), y.at(1), "zero");
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "axis", "probability said");
    svg.upright(14, (TOP + HEIGHT - BOTTOM) / 2.0, "share given");
    for (int s = 0; s < series.size(); s++) {
      Calibration of = calibration.get(series.get(s));
      StringBuilder points = new StringBuilder();
      of.bins()
          .forEach(
              bin ->
                  points
                      .append(Svg.n(x.at(bin.probability())))
                      .append(',')
                      .append(Svg.n(y.at(bin.given())))
                      .append(' '));
      svg.path(points.toString().strip(), s);
      for (Calibration.Bin bin : of.bins()) {
        svg.marker(
            x.at(bin.probability()),
            y.at(bin.given()),
            s,
            "%s: said %s, given %s, of %,d"
                .formatted(
                    series.get(s),
                    Html.three(bin.probability()),
                    Html.three(bin.given()),
                    bin.size()));
      }
    }
    return svg;
  }
}
