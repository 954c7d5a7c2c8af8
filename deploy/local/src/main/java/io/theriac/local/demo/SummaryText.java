package io.theriac.local.demo;

import io.theriac.local.demo.DemoSummary.ExampleAlert;
import io.theriac.local.demo.DemoSummary.ExampleMedication;
import io.theriac.local.demo.DemoSummary.ExampleRecommendation;
import io.theriac.local.demo.DemoSummary.Quantiles;
import io.theriac.local.demo.DemoSummary.Throughput;
import io.theriac.local.ui.MetricsTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The summary as a person reads it on a terminal. */
final class SummaryText {

  private static final List<String> NUMBERS = List.of("None", "One", "Two", "Three");

  private final DemoSummary summary;
  private final PrintWriter out;

  SummaryText(DemoSummary summary, PrintWriter out) {
    this.summary = summary;
    this.out = out;
  }

  void print() {
    heading("What went through");
    new TreeMap<>(summary.events()).forEach((topic, n) -> row(topic, "%,d events".formatted(n)));
    row(
        "visits closed",
        "%,d, coding has ended for %,d".formatted(summary.visitsClosed(), summary.visitsFinal()));
    row(
        "recommendations",
        "%,d%s"
            .formatted(
                summary.recommendations(),
                summary.recommendations() == summary.visitsClosed()
                    ? ", one for each closed visit"
                    : "; the other visits wait for a model"));
    row("orders of medications", summary.orders().describe());
    row("interaction alerts", counts(summary.alerts()));
    row("their records", counts(summary.alertStates()));
    row(
        "dead letters",
        summary.deadLetters() == 0
            ? "none"
            : "%,d: %s".formatted(summary.deadLetters(), counts(summary.deadLettersByReason())));
    row("throughput of the history", throughput(summary.historyThroughput()));
    row("throughput of the rest", throughput(summary.throughput()));
    row("close processed to recommendation", latency(summary.latency().milliseconds()));
    metrics();
    examples(
        "of the most telling recommendations for patients the model was not trained on"
            + " (* = really given at that visit)",
        summary.examples().recommendations(),
        this::recommendation);
    examples(
        "of the most severe interaction alerts (knowledge not reviewed by a pharmacist)",
        summary.examples().alerts(),
        this::alert);
    heading("Where to look next");
    out.println("  README.md, Use it                      run it against your own Kafka");
    out.println("  docs/architecture.md                   how it works, and what it promises");
    out.println(
        "  ./theriac demo --keep                  leaves everything running to look around");
    out.flush();
  }

  private <T> void examples(String what, List<T> examples, Consumer<T> print) {
    if (!examples.isEmpty()) {
      heading(NUMBERS.get(examples.size()) + " " + what);
      examples.forEach(print);
    }
  }

  private static String throughput(Throughput of) {
    return "%,.0f events/s, from publishing to committed output (%,d events in %.1f s)"
        .formatted(of.eventsPerSecond(), of.events(), of.seconds());
  }

  private static String latency(Quantiles latency) {
    return latency.count() == 0
        ? "none made while a model served"
        : "p50 %.0f ms, p99 %.0f ms, of %,d while the model served"
            .formatted(latency.p50(), latency.p99(), latency.count());
  }

  private void metrics() {
    if (summary.model() == null) {
      heading(summary.verdict());
      return;
    }
    heading(
        "Model %s, version %s (%s), on patients it was not trained on"
            .formatted(
                summary.model().name(), summary.model().version(), summary.model().status()));
    new MetricsTable(out).print(summary.model().metrics(), summary.baseline().metrics());
    out.println("  " + summary.verdict());
  }

  private void recommendation(ExampleRecommendation each) {
    out.printf("  Visit %s, the patient's number %d%n", each.visit(), each.visitNumber());
    for (ExampleMedication medication : each.medications()) {
      out.printf(
          "    %.2f %s %s (%s)  %s%n",
          medication.probability(),
          medication.given() ? "*" : " ",
          medication.name(),
          medication.atc(),
          String.join("; ", medication.reasons()));
    }
  }

  private void alert(ExampleAlert each) {
    out.printf("  %s  %s  [%s]%n", each.severity(), each.pair(), each.kind());
    out.printf(
        "    may cause  %s%n    do         %s%n    source     %s%n",
        each.effect(), each.management(), each.source());
  }

  private void heading(String text) {
    out.printf("%n%s%n", text);
  }

  private void row(String name, String value) {
    out.printf("  %-34s %s%n", name, value);
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(
            e ->
                "%,d %s"
                    .formatted(e.getValue(), e.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')))
        .reduce((a, b) -> a + ", " + b)
        .orElse("none");
  }
}
