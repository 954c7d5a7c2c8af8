package io.theriac.state;

import io.theriac.schemas.avro.DdiAlert;
import java.util.List;
import java.util.Optional;

/** The alerts of a visit in their last state, so that none is raised twice. */
public final class RaisedAlerts {

  private RaisedAlerts() {}

  /** The alert as last remembered. */
  public static Optional<DdiAlert> find(
      FactRows rows, String patient, String visit, String alertId) {
    return Optional.ofNullable(new Rows(rows).find(Keys.alert(patient, visit, alertId)));
  }

  /** All alerts of the visit, by alert id. */
  public static List<DdiAlert> of(FactRows rows, String patient, String visit) {
    return new Rows(rows).all(Kind.ALERT, Keys.alerts(patient, visit));
  }

  /** Keeps the alert in the state it is in now. */
  public static void remember(FactRows rows, DdiAlert alert) {
    new Rows(rows)
        .put(Keys.alert(alert.getPatientKey(), alert.getVisitId(), alert.getAlertId()), alert);
  }

  /** Forgets the alert, if it is known. */
  public static void forget(FactRows rows, String patient, String visit, String alertId) {
    new Rows(rows).delete(Keys.alert(patient, visit, alertId));
  }
}
