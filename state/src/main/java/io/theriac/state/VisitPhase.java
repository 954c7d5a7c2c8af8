package io.theriac.state;

import io.theriac.state.rows.VisitHeader;

/** Where a visit is in its life. */
public enum VisitPhase {
  /** Facts are known, the admission is not. */
  PROVISIONAL,
  /** Admitted, not discharged. */
  OPEN,
  /** Discharged; coding may go on. */
  DISCHARGED,
  /** Discharged; coding has ended. Later facts still revise it. */
  FINAL,
  /** The admission was taken back. */
  CANCELLED,
  /** Never closed, and nothing was heard of it for long. Any event revives it. */
  ABANDONED;

  static VisitPhase of(VisitHeader header) {
    if (header.getCancelled()) {
      return CANCELLED;
    }
    if (header.getAdmittedAt() != null && header.getDischargedAt() != null) {
      return header.getIsFinal() ? FINAL : DISCHARGED;
    }
    if (header.getAbandoned()) {
      return ABANDONED;
    }
    return header.getAdmittedAt() == null ? PROVISIONAL : OPEN;
  }

  /** Whether the visit can close: both ends are known and the admission stands. */
  boolean isClosed() {
    return this == DISCHARGED || this == FINAL;
  }
}
