package io.theriac.streams.backtest.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.eval.Calibration;
import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.Estimate;
import io.theriac.streams.backtest.report.Measure;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HtmlReportTest {

  private static Map<String, Estimate> measures(double value) {
    Map<String, Estimate> measures = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      measures.put(measure.key(), new Estimate(value, value - 0.05, value + 0.05));
    }
    return measures;
  }

  private static BacktestReport report(long measured) {
    Map<String, Map<String, Estimate>> all =
        measured == 0
            ? Map.of()
            : new LinkedHashMap<>(Map.of("V<1>", measures(0.8), "mostFrequent", measures(0.2)));
    return new BacktestReport(
        "Theriac backtest",
        "Not reviewed.",
        new BacktestReport.Range(
            "2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z", "", "./theriac backtest"),
        List.of(new BacktestReport.Model("m", "V<1>", 0.5, Map.of("model", "abc"))),
        new BacktestReport.Visits(10, measured, 5, 20, 2, 100),
        all,
        new BacktestReport.Group("held out by every model", (int) measured / 2, 2, all),
        measured == 0
            ? List.of()
            : List.of(new BacktestReport.Difference("V<1>", "mostFrequent", measures(0.6))),
        List.of(
            new BacktestReport.Dimension(
                "age", List.of(new BacktestReport.Group("65-79", 8, 5, all)))),
        List.of(new BacktestReport.Period("2024-03-01", 8, 5, all)),
        Map.of("V<1>", new Calibration(List.of(new Calibration.Bin(0.5, 10, 0.55, 0.5)), 0.05)),
        Map.of(
            "V<1>",
            new BacktestReport.Alerts(
                Map.of("MAJOR", Map.of("RAISED", 3L)),
                Map.of("ACTIVE_ACTIVE", 3L),
                List.of(
                    new BacktestReport.Pair("A", "B", "a & b", "c", "MAJOR", "ACTIVE_ACTIVE", 3)))),
        new BacktestReport.HighPriorityPairs(2, 3, 2, Map.of("A+B", 1L), Map.of("V<1>", 0L)),
        List.of(
            new BacktestReport.Disagreement(
                "visit-1", "65-79", "V<1>", "given", 0.5, List.of("x"), List.of(), List.of("y"))),
        new BacktestReport.Counts(Map.of("t", 1L), Map.of("applied", 1L), Map.of("V<1>", Map.of())),
        new BacktestReport.Provenance(
            "t",
            "d",
            "s",
            Map.of("k", "v"),
            Map.of("t", Map.of(0, new BacktestReport.Offsets(0, 9))),
            List.of("topic")));
  }

  @Test
  void shouldNeedNothingButItself() {
    assertThat(HtmlReport.of(report(8)))
        .doesNotContain("http", "<script", "src=", "<link", "@import", "url(//");
  }

  @Test
  void shouldWriteWhatAnyParserReads() throws Exception {
    for (long measured : new long[] {8, 0}) {
      String page =
          HtmlReport.of(report(measured))
              .replaceFirst("<!DOCTYPE html>", "")
              .replaceAll("<meta([^>]*)>", "<meta$1/>")
              .replace("<br>", "<br/>")
              .replace("<details open>", "<details>");
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page)));
    }
  }

  @Test
  void shouldSayHowItIsOnPatientsThatNoModelLearntFrom() {
    assertThat(HtmlReport.of(report(8)))
        .contains("Of the 5 measured patients, 2 were held out", "These are their 4 visits");
  }

  @Test
  void shouldSayWhatIsMissed() {
    assertThat(HtmlReport.of(report(8)))
        .contains("3 pairs of the list", "A + B", "V&lt;1&gt; less mostFrequent", "a &amp; b");
    assertThat(HtmlReport.of(report(0))).contains("There is nothing to measure");
  }
}
