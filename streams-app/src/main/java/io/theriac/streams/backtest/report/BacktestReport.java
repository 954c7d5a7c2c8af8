package io.theriac.streams.backtest.report;

import io.theriac.model.eval.Calibration;
import java.util.List;
import java.util.Map;

/**
 * The report: {@code report.json} as it stands. Predictors are the models by version and the
 * baselines by name; measures are those of {@link Measure}.
 *
 * @param heldOut the measured visits of patients whom no model trained or tuned on, by the split in
 *     its artifact
 */
public record BacktestReport(
    String title,
    String caveat,
    Range range,
    List<Model> models,
    Visits visits,
    Map<String, Map<String, Estimate>> measures,
    Group heldOut,
    List<Difference> differences,
    List<Dimension> cohorts,
    List<Period> overTime,
    Map<String, Calibration> calibration,
    Map<String, Alerts> alerts,
    HighPriorityPairs highPriority,
    List<Disagreement> disagreements,
    Counts counts,
    Provenance provenance) {

  /**
   * What was asked for.
   *
   * @param cohort as it was written; empty: all visits
   * @param command gives the same report again
   */
  public record Range(String from, String to, String cohort, String command) {}

  /** A model that was run. */
  public record Model(
      String name, String version, double threshold, Map<String, String> fingerprints) {}

  /**
   * The visits of the range.
   *
   * @param scored closed in the range, and standing at its end
   * @param measured of these, with medications given and a diagnosis or procedure coded
   * @param patients of the measured visits
   * @param medicationsGiven at measured visits, that some model knows
   * @param medicationsOutside given at measured visits, that no model knows
   * @param learntFrom final visits before the range, from which the baselines learnt
   */
  public record Visits(
      long scored,
      long measured,
      long patients,
      long medicationsGiven,
      long medicationsOutside,
      long learntFrom) {}

  /** One predictor less another, on the same visits. */
  public record Difference(String one, String other, Map<String, Estimate> measures) {}

  /** A way to divide visits. */
  public record Dimension(String name, List<Group> groups) {}

  /** Visits of a kind. */
  public record Group(
      String name, int visits, int patients, Map<String, Map<String, Estimate>> measures) {}

  /**
   * Visits discharged in a period.
   *
   * @param from its first day, in UTC
   */
  public record Period(
      String from, int visits, int patients, Map<String, Map<String, Estimate>> measures) {}

  /**
   * Alerts of one model's run.
   *
   * @param bySeverity severity, then state, then how many
   * @param byKind kind, then how many were raised
   */
  public record Alerts(
      Map<String, Map<String, Long>> bySeverity, Map<String, Long> byKind, List<Pair> topPairs) {}

  /** A pair of drugs that alerted. */
  public record Pair(
      String drugA,
      String drugB,
      String nameA,
      String nameB,
      String severity,
      String kind,
      long raised) {}

  /**
   * Pairs of the ONC high-priority list, at visits that began and closed in the range.
   *
   * @param rows of the interaction knowledge that come from the list; 0: it holds none
   * @param present pairs ordered and active together, each once a visit
   * @param alerted of these, with an alert
   * @param missed those without, by pair, and how often
   * @param recommendedTogether by model, visits at which it selected both of a pair
   */
  public record HighPriorityPairs(
      int rows,
      long present,
      long alerted,
      Map<String, Long> missed,
      Map<String, Long> recommendedTogether) {}

  /**
   * A visit at which two disagree most.
   *
   * @param visit its pseudonym, as in the topics
   * @param patient its kind, for example "65-79, FEMALE, visit 3, INPATIENT"
   * @param one a model
   * @param other another, or what was given
   * @param agreement Jaccard of what both say
   */
  public record Disagreement(
      String visit,
      String patient,
      String one,
      String other,
      double agreement,
      List<String> onlyOne,
      List<String> onlyOther,
      List<String> both) {}

  /**
   * What went in and what came out.
   *
   * @param in records of the range, by topic
   * @param became what the records came to
   * @param out records, by model, then topic and kind
   */
  public record Counts(
      Map<String, Long> in, Map<String, Long> became, Map<String, Map<String, Long>> out) {}

  /**
   * What the report stands on.
   *
   * @param settings that the output depends on
   * @param offsets by topic and partition: the first offset read, and the one after the last
   */
  public record Provenance(
      String terminology,
      String ddiKnowledge,
      String schemas,
      Map<String, String> settings,
      Map<String, Map<Integer, Offsets>> offsets,
      List<String> outputTopics) {}

  /** A range of a partition. */
  public record Offsets(long first, long end) {}
}
