package io.theriac.streams.backtest.html;

import io.theriac.streams.backtest.report.BacktestReport;
import io.theriac.streams.backtest.report.BacktestReport.Disagreement;
import io.theriac.streams.backtest.report.BacktestReport.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The part of the page that shows single visits, counts, and what all stands on. */
final class FactSections {

  private final BacktestReport report;
  private final StringBuilder html = new StringBuilder();

  private FactSections(BacktestReport report) {
    this.report = report;
  }

  static String of(BacktestReport report) {
    FactSections sections = new FactSections(report);
    sections.disagreements();
    sections.counts();
    sections.provenance();
    return sections.html.toString();
  }

  private void disagreements() {
    html.append("<h2 id=\"disagreements\">Largest disagreements</h2>\n");
    if (report.disagreements().isEmpty()) {
      html.append(Html.paragraph("There are none."));
      return;
    }
    Disagreement first = report.disagreements().get(0);
    html.append(
        Html.paragraph(
            "Between %s and %s. Visits are named by their pseudonyms; ./theriac explain --visit tells the reasons."
                .formatted(
                    first.one(),
                    first.other().equals("given") ? "what was given" : first.other())));
    List<List<String>> rows = new ArrayList<>();
    for (Disagreement each : report.disagreements()) {
      rows.add(
          List.of(
              each.visit(),
              each.patient(),
              Html.three(each.agreement()),
              texts(each.onlyOne()),
              texts(each.onlyOther()),
              texts(each.both())));
    }
    html.append(
        Html.table(
            List.of(
                "visit", "of", "Jaccard", "only " + first.one(), "only " + first.other(), "both"),
            rows));
  }

  private static String texts(List<String> names) {
    return names.isEmpty() ? "–" : String.join(", ", names);
  }

  private void counts() {
    html.append("<h2>What went in and came out</h2>\n");
    html.append(Html.table(List.of("records of the range", ""), rows(report.counts().in())));
    html.append(Html.table(List.of("became", ""), rows(report.counts().became())));
    TreeSet<String> kinds = new TreeSet<>();
    report.counts().out().values().forEach(of -> kinds.addAll(of.keySet()));
    List<String> header = new ArrayList<>(List.of("published"));
    header.addAll(report.counts().out().keySet());
    List<List<String>> rows = new ArrayList<>();
    for (String kind : kinds) {
      List<String> row = new ArrayList<>(List.of(kind));
      report.counts().out().values().forEach(of -> row.add(Html.count(of.getOrDefault(kind, 0L))));
      rows.add(row);
    }
    html.append(Html.table(header, rows));
  }

  private static List<List<String>> rows(Map<String, Long> counts) {
    List<List<String>> rows = new ArrayList<>();
    counts.forEach((name, count) -> rows.add(List.of(name, Html.count(count))));
    return rows;
  }

  private void provenance() {
    Provenance provenance = report.provenance();
    html.append("<h2 id=\"provenance\">What this stands on</h2>\n");
    html.append(
        Html.paragraph(
            "This command gives the same report again, with the options that say where broker, registry and artifacts are and where to write:"));
    html.append("<pre>%s</pre>\n".formatted(Html.escape(report.range().command())));
    List<List<String>> hashes = new ArrayList<>();
    for (BacktestReport.Model model : report.models()) {
      model
          .fingerprints()
          .forEach((what, hash) -> hashes.add(List.of(model.version() + ": " + words(what), hash)));
    }
    hashes.add(List.of("alerts: interaction knowledge", provenance.ddiKnowledge()));
    hashes.add(List.of("code maps", provenance.terminology()));
    hashes.add(List.of("schemas", provenance.schemas()));
    html.append("<div class=\"hash\">")
        .append(Html.table(List.of("fingerprint of", "SHA-256"), hashes))
        .append("</div>\n");
    List<List<String>> settings = new ArrayList<>();
    provenance.settings().forEach((key, value) -> settings.add(List.of(key, value)));
    html.append(Html.table(List.of("setting", "value"), settings));
    offsets(provenance);
    if (!provenance.outputTopics().isEmpty()) {
      html.append(
          Html.paragraph("Published to " + String.join(", ", provenance.outputTopics()) + "."));
    }
  }

  private static String words(String fingerprint) {
    return fingerprint.equals("ddiKnowledge") ? "interaction knowledge" : fingerprint;
  }

  /** A row a topic, a column a partition. */
  private void offsets(Provenance provenance) {
    List<String> header = new ArrayList<>(List.of("offsets read, by partition"));
    TreeSet<Integer> partitions = new TreeSet<>();
    provenance.offsets().values().forEach(of -> partitions.addAll(of.keySet()));
    partitions.forEach(partition -> header.add(partition.toString()));
    List<List<String>> rows = new ArrayList<>();
    provenance
        .offsets()
        .forEach(
            (topic, of) -> {
              List<String> row = new ArrayList<>(List.of(topic));
              of.values().forEach(range -> row.add(range.first() + "–" + (range.end() - 1)));
              rows.add(row);
            });
    html.append("<details open><summary>Input offsets</summary>")
        .append(Html.table(header, rows))
        .append("</details>\n");
  }
}
