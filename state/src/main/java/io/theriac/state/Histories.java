package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A patient's closed visits, newest revision of each. */
public final class Histories {

  private Histories() {}

  /**
   * The newest visits discharged strictly before a time.
   *
   * @param most how many to return at most; no more are read
   * @return by discharge time, oldest first
   */
  public static List<ClosedVisit> latest(FactRows rows, String patient, int most, Instant before) {
    return oldestFirst(rows, most, Keys.historyBefore(patient, before));
  }

  /**
   * A closed visit and the visits before it.
   *
   * @param visit a visit that has closed
   * @param most how many to return at most, {@code visit} included; no more are read
   * @return by discharge time, oldest first; {@code visit} as it is stored is the last
   */
  public static List<ClosedVisit> upTo(FactRows rows, ClosedVisit visit, int most) {
    return upTo(rows, visit.getPatientKey(), visit.getVisitId(), visit.getDischargedAt(), most);
  }

  /** Like {@link #upTo(FactRows, ClosedVisit, int)}, for a visit known by its discharge time. */
  public static List<ClosedVisit> upTo(
      FactRows rows, String patient, String visit, Instant dischargedAt, int most) {
    byte[] from = Keys.history(patient, dischargedAt, visit).bytes();
    return oldestFirst(rows, most, Keys.history(patient).startingAt(from));
  }

  /** Whether a visit that was discharged at a time is among the closed ones. */
  public static boolean has(FactRows rows, String patient, String visit, Instant dischargedAt) {
    return new Rows(rows).has(Keys.history(patient, dischargedAt, visit));
  }

  private static List<ClosedVisit> oldestFirst(FactRows rows, int most, KeyRange newestFirst) {
    List<ClosedVisit> visits =
        new ArrayList<>(new Rows(rows).first(most, Kind.HISTORY, newestFirst));
    Collections.reverse(visits);
    return visits;
  }
}
