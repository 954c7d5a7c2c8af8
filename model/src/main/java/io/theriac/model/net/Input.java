package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * The inputs of {@link GraphDiffMed}, in this order. B patients, T visits (padded at the end), A
 * visits asked for a patient, n visits to predict, U different codes in the batch, M medications.
 * From {@link #DIAGNOSES_DIFFERENT} on, an input is null where the configuration has no use for it.
 */
enum Input {
  /** Diagnoses of each visit, [B, T, L] int64, padded; occurrences for a {@link GraphEncoder}. */
  DIAGNOSES,
  /** 1 where {@link #DIAGNOSES} is no padding, [B, T, L]. */
  DIAGNOSES_PRESENT,
  /** Procedures of each visit, [B, T, L] int64, padded. */
  PROCEDURES,
  /** 1 where {@link #PROCEDURES} is no padding, [B, T, L]. */
  PROCEDURES_PRESENT,
  /** Medications of the visit before, [B, T, L] int64, padded; none at the first visit. */
  MEDICATIONS,
  /** 1 where {@link #MEDICATIONS} is no padding, [B, T, L]. */
  MEDICATIONS_PRESENT,
  /** Rows of the asked visits among B·T, [B·A] int64. */
  ASKED,
  /** Rows of the visits to predict among B·A, [n] int64. */
  PREDICTED,
  /** 1 where an asked visit has an earlier one, [B, A, 1]. */
  LATER,
  /** Bias of {@link InterVisitAttention}, [B, A, 5, 3(T−1)]; [1] when T = 1. */
  ATTENTION_BIAS,
  /** Sex of asked visits, [B, A] int64. */
  SEX,
  /** (years − 50)/25 of asked visits, 0 when unknown, [B, A, 1]. */
  AGE,
  /** The different codes of the batch, procedures after diagnoses, [U] int64. */
  CODES,
  /** 1 where a code is a procedure, [U, 1]. */
  CODE_IS_PROCEDURE,
  /** Codes of the visit that no earlier visit has, [n, U]. */
  NEW_CODES,
  /** Codes of the visit that an earlier visit has, [n, U]. */
  RECURRING_CODES,
  /** Codes of earlier visits that this one does not have, [n, U]. */
  EARLIER_CODES,
  /** 1 for the medications of the visit before, [n, M]. */
  LAST,
  /** Share of earlier visits with the medication, [n, M]. */
  SHARE,
  /** The same weighted by recency, [n, M]. */
  RECENCY,
  /** {@link MedicationStatus} of each medication, [n, M] int64. */
  STATUS,
  /** Age band of the visit, [n] int64. */
  AGE_BAND,
  /** {@link GraphEncoder}: different diagnoses of the batch, [U] int64. */
  DIAGNOSES_DIFFERENT,
  /** {@link GraphEncoder}: each occurrence's diagnosis among the different ones, [N] int64. */
  DIAGNOSES_OCCURRING,
  /** {@link GraphEncoder}: each occurrence's role in its visit, [N] int64. */
  DIAGNOSES_ROLES,
  /** The same of procedures, [U] int64. */
  PROCEDURES_DIFFERENT,
  /** The same of procedures, [N] int64. */
  PROCEDURES_OCCURRING,
  /** The same of procedures, [N] int64. */
  PROCEDURES_ROLES,
  /** The same of medications, [U] int64. */
  MEDICATIONS_DIFFERENT,
  /** The same of medications, [N] int64. */
  MEDICATIONS_OCCURRING,
  /** The same of medications, [N] int64. */
  MEDICATIONS_ROLES,
  /** Standardised tests and values of each visit's results, [B, T, L, 2], padded. */
  LABS,
  /** 1 where {@link #LABS} is no padding, [B, T, L]. */
  LABS_PRESENT,
  /** {@link ElapsedBands} of the days since the visit before, [n] int64. */
  GAP,
  /** {@link ElapsedBands} of the days since a medication's course began, [n, M] int64. */
  COURSE,
  /** Signs of the causal review of the visits to predict, [n, M]. */
  REVIEW,
  /** Strongest effects of the codes of the visits to predict, [n, M]. */
  EFFECT;

  /** Place in the list of inputs. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the inputs
  int slot() {
    return ordinal();
  }

  /** The first of three inputs that a {@link GraphEncoder} takes beside codes of this kind. */
  Input occurrences() {
    return switch (this) {
      case DIAGNOSES -> DIAGNOSES_DIFFERENT;
      case PROCEDURES -> PROCEDURES_DIFFERENT;
      case MEDICATIONS -> MEDICATIONS_DIFFERENT;
      default -> throw new IllegalArgumentException(this + " are no codes.");
    };
  }

  NDArray of(NDList inputs) {
    return inputs.get(slot());
  }
}
