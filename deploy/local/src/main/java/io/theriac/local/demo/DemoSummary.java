package io.theriac.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What a run of the demo did; written to {@code summary.json} as it stands here.
 *
 * @param events events published, by topic
 * @param orders of medications, and how many of them have no ATC code
 * @param visitsClosed visits that are closed, as the pure fold counts them
 * @param visitsFinal those whose coding has ended, on {@code theriac.visits}
 * @param recommendations current recommendations: one a closed visit
 * @param alerts interaction alerts by severity, each alert once
 * @param alertStates records on the alert topic by state
 * @param deadLetters dead letters by reason class
 * @param verdict plain words: does the model beat repeating the last visit?
 * @param historyThroughput of the events before training
 * @param throughput of the events after it
 * @param seconds wall-clock duration of each step
 */
public record DemoSummary(
    String cohort,
    Map<String, Long> events,
    Orders orders,
    long visitsClosed,
    long visitsFinal,
    long recommendations,
    Map<String, Long> alerts,
    Map<String, Long> alertStates,
    long deadLetters,
    Map<String, Long> deadLettersByReason,
    Model model,
    Baseline baseline,
    String verdict,
    Throughput historyThroughput,
    Throughput throughput,
    Latency latency,
    Examples examples,
    Map<String, Double> seconds) {

  /** New orders; those without ATC code can be neither checked for interactions nor recommended. */
  public record Orders(long total, long withoutAtc) {

    /** What must be said of them, if anything. */
    String describe() {
      return withoutAtc == 0
          ? "all have an ATC code"
          : "%.1f %% of %,d have no ATC code, not checked for interactions"
              .formatted(100.0 * withoutAtc / total, total);
    }
  }

  /** The trained model, what was decided about it, and its test metrics. */
  public record Model(String name, String version, String status, Map<String, Double> metrics) {}

  /** Test metrics of the baselines, by {@code baseline.metric}. */
  public record Baseline(Map<String, Double> metrics) {}

  /** Events from the first one published until the last one's output was committed. */
  public record Throughput(double eventsPerSecond, long events, double seconds) {

    static Throughput of(long events, double seconds) {
      return new Throughput(events / seconds, events, seconds);
    }
  }

  /**
   * From processing the record that closed a visit to making its recommendation, while a model was
   * serving.
   */
  public record Latency(@JsonProperty("closeToRecommendationMs") Quantiles milliseconds) {}

  /** Quantiles in milliseconds over {@code count} recommendations; null without any. */
  public record Quantiles(Double p50, Double p99, long count) {}

  /** A few outputs in readable form. */
  public record Examples(List<ExampleRecommendation> recommendations, List<ExampleAlert> alerts) {}

  /** One recommendation. */
  public record ExampleRecommendation(
      String visit, int visitNumber, List<ExampleMedication> medications) {}

  /** One recommended medication; {@code given} tells whether the patient really got it. */
  public record ExampleMedication(
      String name, String atc, double probability, boolean given, List<String> reasons) {}

  /** One alert. */
  public record ExampleAlert(
      String severity, String pair, String kind, String effect, String management, String source) {}
}
