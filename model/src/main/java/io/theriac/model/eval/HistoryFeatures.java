package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.ElapsedBands;
import io.theriac.model.net.NetworkShape;
import io.theriac.model.net.PastVisits;

/**
 * What a logistic regression may know of a visit: a constant, its diagnoses and procedures, sex and
 * age, whether there are earlier visits, and for each medication whether it was given at the visit
 * before, its share of all earlier visits, and that share weighted by recency; with times also how
 * long ago the visit before was and, for each of its medications, how long ago that course began.
 */
final class HistoryFeatures {

  private static final int SEXES = 3;
  private static final int DECADES = 11;

  private final NetworkShape shape;
  private final boolean timed;
  private final int sexes;
  private final int decades;
  private final int later;
  private final int last;
  private final int share;
  private final int recency;
  private final int gap;
  private final int course;
  private final int bands;

  HistoryFeatures(EncodedCohort cohort, boolean timed) {
    this.timed = timed;
    shape = NetworkShape.of(cohort);
    sexes = 1 + shape.codes();
    decades = sexes + SEXES;
    later = decades + DECADES;
    last = later + 1;
    share = last + shape.medications();
    recency = share + shape.medications();
    gap = recency + shape.medications();
    course = gap + shape.medications();
    bands = course + shape.medications();
  }

  /** Whether they tell how much time passed. */
  boolean timed() {
    return timed;
  }

  /** A row for each visit, in the order of patients and visits. */
  SparseRows of(EncodedCohort cohort) {
    SparseRows rows = new SparseRows(bands + ElapsedBands.COUNT);
    for (EncodedPatient patient : cohort.patients()) {
      PastVisits past = new PastVisits(shape);
      for (EncodedVisit visit : patient.visits()) {
        add(rows, past, visit);
        past.add(visit);
      }
    }
    return rows;
  }

  private void add(SparseRows rows, PastVisits past, EncodedVisit visit) {
    rows.add(0, 1);
    for (int code : past.codes(visit)) {
      rows.add(1 + code, 1);
    }
    rows.add(sexes + visit.sex(), 1);
    if (!Float.isNaN(visit.age())) {
      rows.add(decades + Math.max(0, Math.min(DECADES - 1, (int) visit.age() / 10)), 1);
    }
    if (past.any()) {
      rows.add(later, 1);
    }
    if (past.any() && timed) {
      rows.add(bands + ElapsedBands.of(past.gap(visit)), 1);
    }
    for (int m = 0; m < shape.medications(); m++) {
      if (past.share(m) > 0) {
        if (past.takenLast(m)) {
          rows.add(last + m, 1);
        }
        if (past.takenLast(m) && timed) {
          rows.add(gap + m, scaled(past.gap(visit)));
          rows.add(course + m, scaled(past.course(m, visit)));
        }
        rows.add(share + m, past.share(m));
        rows.add(recency + m, past.recency(m));
      }
    }
    rows.endRow();
  }

  /** From 0 for none to about 1 for a year. */
  private static float scaled(int days) {
    return (float) (Math.log1p(Math.max(0, days)) / Math.log(366));
  }
}
