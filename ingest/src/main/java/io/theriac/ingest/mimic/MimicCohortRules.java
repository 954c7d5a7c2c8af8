package io.theriac.ingest.mimic;

import io.theriac.ingest.ImportOptions.BlankNdc;

/**
 * Which admissions and codes of MIMIC make up a cohort. The defaults are those of the cohort that
 * the literature on medication recommendation calls MIMIC-III, but for its bugs, which can be had.
 *
 * @param blankNdc what becomes of prescriptions with a blank drug code
 * @param span which prescriptions of an admission count
 * @param order how the admissions of a patient follow each other
 * @param join which admissions are complete enough
 * @param icd which diagnoses and procedures count
 * @param topDiagnoses so many diagnoses count, the most frequent ones; 0 for all
 * @param topMedications so many medications count, the most frequent ones; 0 for all
 * @param labs whether numeric laboratory results are taken too
 */
public record MimicCohortRules(
    BlankNdc blankNdc,
    Span span,
    VisitOrder order,
    Join join,
    Icd icd,
    int topDiagnoses,
    int topMedications,
    boolean labs) {

  /** Which prescriptions count. */
  public enum Span {
    /** All of the admission. */
    STAY,
    /** Those of drugs that begin on the day of the admission's first prescription. */
    FIRST_DAY
  }

  /** How the admissions of a patient follow each other. */
  public enum VisitOrder {
    TIME,
    /** By their number, which is not their order in time: to compare with published figures. */
    ID
  }

  /** Which admissions are complete enough. */
  public enum Join {
    /** Those with a diagnosis, a procedure and a medication. */
    ALL,
    /** Those with a medication, and a diagnosis or a procedure. */
    ANY_CODE
  }

  /** Which revisions of the codes count. A code of one is never taken for one of the other. */
  public enum Icd {
    BOTH,
    ICD9,
    ICD10
  }

  /** Left out, whole stay, by time, all three kinds, both revisions, 2,000 and 300, no results. */
  public static final MimicCohortRules DEFAULT =
      new MimicCohortRules(
          BlankNdc.LEAVE_OUT, Span.STAY, VisitOrder.TIME, Join.ALL, Icd.BOTH, 2000, 300);

  /** Without laboratory results. */
  public MimicCohortRules(
      BlankNdc blankNdc,
      Span span,
      VisitOrder order,
      Join join,
      Icd icd,
      int topDiagnoses,
      int topMedications) {
    this(blankNdc, span, order, join, icd, topDiagnoses, topMedications, false);
  }

  /** The same with laboratory results. */
  public MimicCohortRules withLabs() {
    return new MimicCohortRules(
        blankNdc, span, order, join, icd, topDiagnoses, topMedications, true);
  }

  public MimicCohortRules {
    requireCount("topDiagnoses", topDiagnoses);
    requireCount("topMedications", topMedications);
  }

  private static void requireCount(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "%s is %d: use a number of codes, or 0 for all.".formatted(name, value));
    }
  }
}
