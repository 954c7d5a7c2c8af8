package io.theriac.local.demo;

import io.theriac.local.demo.DemoSummary.Baseline;
import io.theriac.local.demo.DemoSummary.ExampleAlert;
import io.theriac.local.demo.DemoSummary.ExampleMedication;
import io.theriac.local.demo.DemoSummary.ExampleRecommendation;
import io.theriac.local.demo.DemoSummary.Examples;
import io.theriac.local.demo.DemoSummary.Latency;
import io.theriac.local.demo.DemoSummary.Model;
import io.theriac.local.demo.DemoSummary.Orders;
import io.theriac.local.demo.DemoSummary.Quantiles;
import io.theriac.local.demo.DemoSummary.Throughput;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendedMedication;
import io.theriac.trainer.TrainJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what stands on the output topics into the figures and examples of a summary. */
final class Summarizer {

  private static final int EXAMPLES = 3;
  private static final int SHOWN_MEDICATIONS = 4;
  private static final int SHOWN_REASONS = 2;

  private final String cohort;
  private final Map<String, Long> published;
  private final Orders orders;
  private final ExpectedVisits expected;
  private final OutputTally outputs;
  private final DemoTraining training;

  /**
   * @param published events by topic
   */
  Summarizer(
      String cohort,
      Map<String, Long> published,
      Orders orders,
      ExpectedVisits expected,
      OutputTally outputs,
      DemoTraining training) {
    this.cohort = cohort;
    this.published = published;
    this.orders = orders;
    this.expected = expected;
    this.outputs = outputs;
    this.training = training;
  }

  DemoSummary summary(
      Throughput history, Throughput live, Instant servingSince, Map<String, Double> seconds) {
    Collection<Recommendation> current = outputs.currentRecommendations().values();
    return new DemoSummary(
        cohort,
        published,
        orders,
        expected.closed().size(),
        outputs.visits().size(),
        current.size(),
        alertsBySeverity(outputs.raisedAlerts()),
        count(outputs.alerts(), DdiAlert::getState),
        outputs.deadLetters().size(),
        count(outputs.deadLetters(), DeadLetter::getReasonClass),
        training.result().map(TrainJob.Result::release).map(Summarizer::model).orElse(null),
        training.result().map(TrainJob.Result::release).map(Summarizer::baseline).orElse(null),
        training.verdict(),
        history,
        live,
        new Latency(latency(current, servingSince)),
        examples(
            current.stream().filter(r -> training.isTestPatient(r.getPatientKey())).toList(),
            outputs.raisedAlerts()),
        seconds);
  }

  private static Model model(ModelRelease release) {
    return new Model(
        release.getModelName(),
        release.getVersion(),
        release.getStatus().toString(),
        release.getMetrics());
  }

  private static Baseline baseline(ModelRelease release) {
    return new Baseline(release.getBaselineMetrics());
  }

  static Map<String, Long> alertsBySeverity(Collection<DdiAlert> alerts) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (DdiSeverity severity : EnumSet.range(DdiSeverity.CONTRAINDICATED, DdiSeverity.MINOR)) {
      counts.put(
          severity.toString(), alerts.stream().filter(a -> a.getSeverity() == severity).count());
    }
    return counts;
  }

  static <T> Map<String, Long> count(Collection<T> all, Function<T, Object> by) {
    return all.stream()
        .collect(
            Collectors.groupingBy(
                each -> by.apply(each).toString(), LinkedHashMap::new, Collectors.counting()));
  }

  /** Latency of the recommendations whose visit closed while a model was already serving. */
  static Quantiles latency(Collection<Recommendation> recommendations, Instant servingSince) {
    double[] milliseconds =
        recommendations.stream()
            .map(Recommendation::getTiming)
            .filter(timing -> timing != null && timing.getCloseSeenAt().isAfter(servingSince))
            .mapToDouble(t -> Duration.between(t.getCloseSeenAt(), t.getRecommendedAt()).toMillis())
            .sorted()
            .toArray();
    return new Quantiles(
        quantile(milliseconds, 0.5), quantile(milliseconds, 0.99), milliseconds.length);
  }

  /** Nearest-rank quantile of ascending values; null without any. */
  static Double quantile(double[] ascending, double q) {
    if (ascending.length == 0) {
      return null;
    }
    int rank = (int) Math.ceil(q * ascending.length);
    return ascending[Math.min(ascending.length, Math.max(1, rank)) - 1];
  }

  static Examples examples(
      Collection<Recommendation> recommendations, Collection<DdiAlert> alerts) {
    return new Examples(
        tellingOnes(recommendations).stream().map(Summarizer::example).toList(),
        distinctPairs(alerts).stream().map(Summarizer::example).toList());
  }

  /** Those that say most: the more good recommendations were no mere continuation, the better. */
  private static List<Recommendation> tellingOnes(Collection<Recommendation> all) {
    Map<String, Recommendation> byPatient = new LinkedHashMap<>();
    all.stream()
        .filter(r -> r.getMedications().stream().anyMatch(RecommendedMedication::getSelected))
        .sorted(
            Comparator.comparingLong(Summarizer::startedRightly)
                .reversed()
                .thenComparing(Recommendation::getVisitClosedAt, Comparator.reverseOrder())
                .thenComparing(Recommendation::getRecommendationId))
        .forEach(r -> byPatient.putIfAbsent(r.getPatientKey(), r));
    return byPatient.values().stream().limit(EXAMPLES).toList();
  }

  private static long startedRightly(Recommendation r) {
    return r.getMedications().stream()
        .filter(m -> m.getSelected() && m.getGiven() && !isContinued(m))
        .count();
  }

  private static boolean isContinued(RecommendedMedication medication) {
    return medication.getReasons().stream()
        .anyMatch(
            reason ->
                reason.getKind() == ReasonKind.CONTINUED
                    && reason.getContribution() > 0
                    && reason.getCoding().getCode().equals(medication.getMedication().getCode()));
  }

  private static List<DdiAlert> distinctPairs(Collection<DdiAlert> all) {
    Map<String, DdiAlert> byPair = new LinkedHashMap<>();
    all.stream()
        .sorted(
            Comparator.comparing(DdiAlert::getSeverity)
                .thenComparing(DdiAlert::getOccurredAt, Comparator.reverseOrder()))
        .forEach(a -> byPair.putIfAbsent(pair(a), a));
    return byPair.values().stream().limit(EXAMPLES).toList();
  }

  private static ExampleRecommendation example(Recommendation r) {
    List<ExampleMedication> medications =
        r.getMedications().stream()
            .filter(RecommendedMedication::getSelected)
            .sorted(Comparator.comparing(Summarizer::isContinued))
            .limit(SHOWN_MEDICATIONS)
            .map(Summarizer::example)
            .toList();
    return new ExampleRecommendation(shortened(r.getVisitId()), r.getVisitNumber(), medications);
  }

  private static ExampleMedication example(RecommendedMedication each) {
    return new ExampleMedication(
        name(each.getMedication()),
        each.getMedication().getCode(),
        each.getProbability(),
        each.getGiven(),
        each.getReasons().stream()
            .sorted(
                Comparator.comparing((Reason reason) -> reason.getContribution() < 0)
                    .thenComparing(Summarizer::isUnspecific))
            .limit(SHOWN_REASONS)
            .map(reason -> reason(reason, each.getMedication()))
            .toList());
  }

  /** Whether a reason names nothing in the patient. */
  private static boolean isUnspecific(Reason reason) {
    return reason.getKind() == ReasonKind.MODEL
        || reason.getKind() == ReasonKind.REVIEW && reason.getCoding() == null;
  }

  private static String reason(Reason reason, Coding medication) {
    return String.format(
        Locale.ROOT,
        "%s %+.1f",
        ReasonText.of(reason, medication, Summarizer::name),
        reason.getContribution());
  }

  private static ExampleAlert example(DdiAlert a) {
    return new ExampleAlert(
        a.getSeverity().toString(),
        pair(a),
        a.getKind().toString().toLowerCase(Locale.ROOT).replace('_', '-'),
        a.getEffect(),
        a.getManagement(),
        a.getSource());
  }

  private static String pair(DdiAlert a) {
    return Stream.of(a.getDrugA(), a.getDrugB())
        .map(drug -> "%s (%s)".formatted(name(drug.getAtc()), drug.getAtc().getCode()))
        .collect(Collectors.joining(" + "));
  }

  private static String name(Coding coding) {
    return coding.getDisplay() == null ? coding.getCode() : coding.getDisplay();
  }

  private static String shortened(String id) {
    return id.length() <= 12 ? id : id.substring(0, 12);
  }
}
