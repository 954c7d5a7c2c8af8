package io.theriac.streams.backtest.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to places along an axis, from round number to round number. */
record Scale(double from, double to, double step, double start, double end) {

  private static final int TICKS = 5;

  /** An axis that holds all values between two, from place to place. */
  static Scale of(double least, double most, double start, double end) {
    double span = most > least ? most - least : Math.max(Math.abs(most), 1);
    double raw = span / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    double from = Math.floor(least / step + 1e-9) * step;
    double to = Math.ceil(most / step - 1e-9) * step;
    return new Scale(from, to > from ? to : from + step, step, start, end);
  }

  double at(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; from + i * step <= to + step / 1e6; i++) {
      ticks.add(from + i * step);
    }
    return ticks;
  }

  String label(double tick) {
    int digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%,." + digits + "f", tick);
    return text.matches("-0\\.?0*") ? text.substring(1) : text.replace('-', '−');
  }
}
