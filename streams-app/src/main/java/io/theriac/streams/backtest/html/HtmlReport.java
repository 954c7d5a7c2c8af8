package io.theriac.streams.backtest.html;

import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.BacktestReport.Difference;
import io.theriac.streams.backtest.report.BacktestReport.Dimension;
import io.theriac.streams.backtest.report.Estimate;
import io.theriac.streams.backtest.report.Measure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The report as one page that needs nothing else: no script, no font, no network. */
public final class HtmlReport {

  private static final List<Measure> DIFFERENCES =
      List.of(Measure.JACCARD, Measure.F1, Measure.PRAUC);

  private final BacktestReport report;
  private final List<String> predictors;
  private final List<String> models;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(BacktestReport report) {
    this.report = report;
    this.predictors = List.copyOf(report.measures().keySet());
    this.models = report.models().stream().map(BacktestReport.Model::version).toList();
  }

  /** The page. */
  public static String of(BacktestReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    head();
    summary();
    if (report.visits().measured() > 0) {
      quality();
      differences();
      time();
      cohorts();
      calibration();
    }
    page.append(AlertSections.of(report));
    page.append(FactSections.of(report));
    return page.append("</body>\n</html>\n").toString();
  }

  private void head() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>%s</title>\n".formatted(Html.escape(report.title())))
        .append("<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n")
        .append(HATCHES);
  }

  private void summary() {
    BacktestReport.Visits visits = report.visits();
    page.append("<h1>%s</h1>\n".formatted(Html.escape(report.title())));
    page.append(
        "<p class=\"lead\">Visits discharged from %s to %s%s, scored by %s.</p>\n"
            .formatted(
                day(report.range().from()),
                day(report.range().to()),
                report.range().cohort().isEmpty()
                    ? ""
                    : ", of these " + Html.escape(report.range().cohort()),
                Html.escape(String.join(" and ", models))));
    page.append(
        "<nav><a href=\"#quality\">Quality</a><a href=\"#time\">Over time</a><a href=\"#cohorts\">By cohort</a><a href=\"#calibration\">Calibration</a><a href=\"#alerts\">Alerts</a><a href=\"#disagreements\">Disagreements</a><a href=\"#provenance\">Provenance</a></nav>\n");
    page.append(
        Html.paragraph(
            "%s visits closed in the range and were scored. %s of them, of %s patients, had medications given and a diagnosis or procedure coded: these are measured, as in training. They gave %s medications that a model knows and %s that none knows; the latter count in no measure."
                .formatted(
                    Html.count(visits.scored()),
                    Html.count(visits.measured()),
                    Html.count(visits.patients()),
                    Html.count(visits.medicationsGiven()),
                    Html.count(visits.medicationsOutside()))));
    page.append(
        "<p class=\"caveat\">%s A comparison with what was given is no proof of what was right: medications given are habit as well as judgement. Decision support for clinicians, not a medical device.</p>\n"
            .formatted(Html.escape(report.caveat())));
    if (visits.measured() == 0) {
      page.append(Html.paragraph("There is nothing to measure: no scored visit had both."));
    } else if (visits.learntFrom() == 0) {
      page.append(
          Html.paragraph(
              "No visit was final before the range, so there are no baselines: they learn from what came before."));
    }
  }

  private static String day(String instant) {
    return instant.endsWith("T00:00:00Z") ? instant.substring(0, 10) : instant;
  }

  private void quality() {
    page.append("<h2 id=\"quality\">Quality</h2>\n");
    measures(report.measures());
    page.append(
        Html.paragraph(
            "Jaccard, F1, PRAUC, precision and recall are averaged over a patient's visits, then over patients; medications are those selected a visit; the DDI rate is the share of interacting pairs among all pairs selected together. In brackets: 95 %% intervals from 1,000 bootstrap samples of patients. The baselines learnt from the %s visits that were final before the range."
                .formatted(Html.count(report.visits().learntFrom()))));
    heldOut();
  }

  private void heldOut() {
    BacktestReport.Group heldOut = report.heldOut();
    page.append("<h3>On patients that no model learnt from</h3>\n");
    if (heldOut.visits() == 0) {
      page.append(
          Html.paragraph(
              "There are none: the models' trainings held out other patients, or none by themselves."));
      return;
    }
    page.append(
        Html.paragraph(
            "Of the %s measured patients, %s were held out of the training of every model. These are their %s visits; on the others a model may look better than it is."
                .formatted(
                    Html.count(report.visits().patients()),
                    Html.count(heldOut.patients()),
                    Html.count(heldOut.visits()))));
    measures(heldOut.measures());
  }

  private void measures(Map<String, Map<String, Estimate>> byPredictor) {
    List<String> header = new ArrayList<>(List.of(""));
    Arrays.stream(Measure.values()).forEach(measure -> header.add(measure.label()));
    List<List<String>> rows = new ArrayList<>();
    byPredictor.forEach(
        (name, measures) -> {
          List<String> row = new ArrayList<>(List.of(name));
          for (Measure measure : Measure.values()) {
            row.add(interval(measures.get(measure.key())));
          }
          rows.add(row);
        });
    page.append(Html.table(header, rows));
  }

  private static String interval(Estimate value) {
    return "%s\n(%s–%s)"
        .formatted(Html.three(value.value()), Html.three(value.lower()), Html.three(value.upper()));
  }

  private void differences() {
    if (report.differences().isEmpty()) {
      return;
    }
    page.append("<h3>Differences on the same patients</h3>\n");
    List<IntervalChart.Row> rows = new ArrayList<>();
    for (Measure measure : DIFFERENCES) {
      Map<String, Estimate> values = new LinkedHashMap<>();
      for (Difference difference : report.differences()) {
        values.put(name(difference), difference.measures().get(measure.key()));
      }
      rows.add(new IntervalChart.Row(measure.label(), "", values));
    }
    List<String> names = report.differences().stream().map(HtmlReport::name).toList();
    page.append("<figure>\n").append(IntervalChart.legend(names)).append("</figure>\n");
    page.append(
        Html.figure(
            IntervalChart.draw("difference", names, rows, true),
            "Right of zero the first of the two is better. Paired: each bootstrap sample is taken of both. Where the line crosses zero, these visits do not tell them apart."));
  }

  private static String name(Difference difference) {
    return "%s less %s".formatted(difference.one(), difference.other());
  }

  private void time() {
    page.append("<h2 id=\"time\">Over time</h2>\n");
    page.append("<figure>\n").append(IntervalChart.legend(predictors)).append("</figure>\n");
    for (Measure measure : List.of(Measure.JACCARD, Measure.DDI_RATE)) {
      page.append(
          Html.figure(
              TimeChart.draw(measure, predictors, report.overTime()),
              measure.label() + " by time of discharge, with 95 % intervals; below, the visits."));
    }
  }

  private void cohorts() {
    page.append("<h2 id=\"cohorts\">By cohort</h2>\n");
    page.append("<figure>\n").append(IntervalChart.legend(predictors)).append("</figure>\n");
    for (Dimension dimension : report.cohorts()) {
      List<IntervalChart.Row> rows = new ArrayList<>();
      for (BacktestReport.Group group : dimension.groups()) {
        Map<String, Estimate> values = new LinkedHashMap<>();
        group.measures().forEach((name, of) -> values.put(name, of.get(Measure.JACCARD.key())));
        rows.add(
            new IntervalChart.Row(
                group.name(),
                "%s visits, %s patients"
                    .formatted(Html.count(group.visits()), Html.count(group.patients())),
                values));
      }
      page.append("<h3>By %s</h3>\n".formatted(Html.escape(dimension.name())));
      page.append(
          Html.figure(
              IntervalChart.draw("Jaccard", predictors, rows, false),
              "Jaccard with 95 % intervals, by " + dimension.name() + "."));
    }
  }

  private void calibration() {
    page.append("<h2 id=\"calibration\">Calibration</h2>\n");
    page.append("<figure>\n").append(IntervalChart.legend(models)).append("</figure>\n");
    page.append("<div class=\"square\">")
        .append(
            Html.figure(
                CalibrationChart.draw(models, report.calibration()),
                "Of the medications to which a model gave about a probability, the share that was given. On the diagonal the probability is right; below it the model promises too much."))
        .append("</div>\n");
    List<List<String>> rows = new ArrayList<>();
    report
        .calibration()
        .forEach((name, of) -> rows.add(List.of(name, Html.three(of.expectedError()))));
    page.append(Html.table(List.of("", "expected calibration error"), rows));
  }

  private static String style() {
    try (InputStream style = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(style, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Patterns that all pictures of the page share: dense, none, slanted, dotted. */
  private static final String HATCHES =
      """
      <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
      <pattern id="hatch0" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#333"/></pattern>
      <pattern id="hatch1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="#333"/></pattern>
      <pattern id="hatch2" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/></pattern>
      <pattern id="hatch3" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="1.1" fill="#333"/></pattern>
      </defs></svg>
      """;
}
