package io.theriac.local.cli;

import io.theriac.ingest.ImportOptions.BlankNdc;
import io.theriac.ingest.mimic.MimicCohortRules;
import io.theriac.ingest.mimic.MimicCohortRules.Icd;
import io.theriac.ingest.mimic.MimicCohortRules.Join;
import io.theriac.ingest.mimic.MimicCohortRules.Span;
import io.theriac.ingest.mimic.MimicCohortRules.VisitOrder;
import picocli.CommandLine.Option;

/** The rules by which a cohort is made of MIMIC's tables. */
final class MimicRulesOption {

  @Option(
      names = "--fill-blank-ndc",
      description = {
        "Give a prescription without drug code that of the row before, whoever's it is, as the",
        "published preprocessing does; only to compare with its figures."
      })
  private boolean fillBlankNdc;

  @Option(
      names = "--prescriptions",
      paramLabel = "stay|first_day",
      defaultValue = "stay",
      description = {
        "Prescriptions of the whole stay, or those begun on the day of its first one",
        "(default: ${DEFAULT-VALUE})."
      })
  private Span span;

  @Option(
      names = "--visits-by",
      paramLabel = "time|id",
      defaultValue = "time",
      description = {
        "Order of a patient's admissions: by time, or by their numbers as the published",
        "preprocessing does (default: ${DEFAULT-VALUE})."
      })
  private VisitOrder order;

  @Option(
      names = "--join",
      paramLabel = "all|any_code",
      defaultValue = "all",
      description = {
        "Admissions with diagnosis, procedure and medication, or with a medication and either of",
        "the others (default: ${DEFAULT-VALUE})."
      })
  private Join join;

  @Option(
      names = "--icd",
      paramLabel = "both|icd9|icd10",
      defaultValue = "both",
      description = {
        "Revisions of the codes that count; one's codes are never the other's",
        "(default: ${DEFAULT-VALUE})."
      })
  private Icd icd;

  @Option(
      names = "--top-diagnoses",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Diagnosis codes, the most frequent; 0 for all (default: ${DEFAULT-VALUE}).")
  private int topDiagnoses;

  @Option(
      names = "--top-medications",
      paramLabel = "N",
      defaultValue = "300",
      description = "Medications, the most frequent; 0 for all (default: ${DEFAULT-VALUE}).")
  private int topMedications;

  @Option(
      names = "--labs",
      description = {
        "Take the numeric laboratory results of LABEVENTS that name their admission, too, for the",
        "published network's settings L and LGY."
      })
  private boolean labs;

  MimicCohortRules rules() {
    return new MimicCohortRules(
        fillBlankNdc ? BlankNdc.FILL_FROM_ROW_BEFORE : BlankNdc.LEAVE_OUT,
        span,
        order,
        join,
        icd,
        topDiagnoses,
        topMedications,
        labs);
  }
}
