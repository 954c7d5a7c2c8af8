package io.theriac.streams.backtest.html;

import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.BacktestReport.Alerts;
import io.theriac.streams.backtest.report.BacktestReport.HighPriorityPairs;
import io.theriac.streams.backtest.report.BacktestReport.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page that is about interaction alerts. */
final class AlertSections {

  private static final List<String> STATES =
      List.of("RAISED", "ESCALATED", "RESOLVED", "RETRACTED");

  private final BacktestReport report;
  private final StringBuilder html = new StringBuilder();

  private AlertSections(BacktestReport report) {
    this.report = report;
  }

  static String of(BacktestReport report) {
    AlertSections sections = new AlertSections(report);
    sections.html.append("<h2 id=\"alerts\">Interaction alerts</h2>\n");
    report.alerts().forEach(sections::ofModel);
    sections.highPriority();
    return sections.html.toString();
  }

  private void ofModel(String version, Alerts alerts) {
    if (report.alerts().size() > 1) {
      html.append("<h3>With %s</h3>\n".formatted(Html.escape(version)));
    }
    List<String> states =
        STATES.stream()
            .filter(
                state ->
                    state.equals("RAISED")
                        || alerts.bySeverity().values().stream()
                            .anyMatch(s -> s.containsKey(state)))
            .toList();
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    alerts.bySeverity().forEach((severity, of) -> counts.put(lower(severity), lowerKeys(of)));
    List<String> series = states.stream().map(AlertSections::lower).toList();
    html.append("<figure>\n").append(BarChart.legend(series)).append("</figure>\n");
    html.append(
        Html.figure(
            BarChart.draw("Alerts by severity", series, counts),
            "Alerts by severity and state; %s."
                .formatted(
                    String.join(
                        ", ",
                        alerts.byKind().isEmpty()
                            ? List.of("none raised")
                            : alerts.byKind().entrySet().stream()
                                .map(
                                    each ->
                                        "%s raised %s"
                                            .formatted(
                                                Html.count(each.getValue()), kind(each.getKey())))
                                .toList()))));
    pairs(alerts);
  }

  private static Map<String, Long> lowerKeys(Map<String, Long> counts) {
    Map<String, Long> lower = new LinkedHashMap<>();
    counts.forEach((key, count) -> lower.put(lower(key), count));
    return lower;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String kind(String kind) {
    return kind.equals("ACTIVE_ACTIVE")
        ? "between active orders"
        : "between a recommended medication and an active order";
  }

  private void pairs(Alerts alerts) {
    List<List<String>> rows = new ArrayList<>();
    for (Pair pair : alerts.topPairs()) {
      rows.add(
          List.of(
              "%s (%s) + %s (%s)".formatted(pair.nameA(), pair.drugA(), pair.nameB(), pair.drugB()),
              lower(pair.severity()),
              pair.kind().equals("ACTIVE_ACTIVE") ? "active, active" : "recommended, active",
              Html.count(pair.raised())));
    }
    html.append("<h3>Pairs that alerted most</h3>\n");
    html.append(
        rows.isEmpty()
            ? Html.paragraph("None was raised.")
            : Html.table(List.of("pair", "severity", "kind", "raised"), rows));
  }

  private void highPriority() {
    HighPriorityPairs pairs = report.highPriority();
    html.append("<h3>High-priority pairs (ONC list)</h3>\n");
    if (pairs.rows() == 0) {
      html.append(Html.paragraph("The interaction knowledge holds none of the list."));
      return;
    }
    html.append(
        Html.paragraph(
            pairs.present() == 0
                ? "At visits that began and closed in the range, no pair of the list was ordered and active together."
                : "At visits that began and closed in the range, %s pairs of the list were ordered and active together; %s of them alerted, %s did not."
                    .formatted(
                        Html.count(pairs.present()),
                        Html.count(pairs.alerted()),
                        Html.count(pairs.present() - pairs.alerted()))));
    if (!pairs.missed().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      pairs
          .missed()
          .forEach((pair, count) -> rows.add(List.of(pair.replace("+", " + "), Html.count(count))));
      html.append(Html.table(List.of("missed pair", "visits"), rows));
    }
    List<List<String>> rows = new ArrayList<>();
    pairs
        .recommendedTogether()
        .forEach((version, visits) -> rows.add(List.of(version, Html.count(visits))));
    html.append(
        Html.table(List.of("model", "visits at which it selected both of such a pair"), rows));
  }
}
