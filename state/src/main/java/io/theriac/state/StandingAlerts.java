package io.theriac.state;

import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.DdiAlert;
import java.util.List;
import java.util.Optional;

/** The alerts that stand, so that none is raised twice and each can be resolved. */
public final class StandingAlerts {

  private StandingAlerts() {}

  /** The alert, if it stands. */
  public static Optional<DdiAlert> find(
      FactRows rows, String patient, String visit, String alertId) {
    return Optional.ofNullable(new Rows(rows).find(Keys.alert(patient, visit, alertId)));
  }

  /** All that stand for the patient, by visit and alert id. */
  public static List<DdiAlert> of(FactRows rows, String patient) {
    return new Rows(rows).all(Kind.ALERT, Keys.alerts(patient));
  }

  /** All that stand for the visit, by alert id. */
  public static List<DdiAlert> of(FactRows rows, String patient, String visit) {
    return new Rows(rows).all(Kind.ALERT, Keys.alerts(patient, visit));
  }

  /** Keeps the alert as it stands now. */
  public static void keep(FactRows rows, DdiAlert alert) {
    new Rows(rows)
        .put(Keys.alert(alert.getPatientKey(), alert.getVisitId(), alert.getAlertId()), alert);
  }

  /** Forgets an alert that stands no longer. */
  public static void forget(FactRows rows, DdiAlert alert) {
    new Rows(rows)
        .delete(Keys.alert(alert.getPatientKey(), alert.getVisitId(), alert.getAlertId()));
  }

  /**
   * Forgets alerts of a visit whose ground is gone.
   *
   * @param onlyOfRecommendations those between recommended and active drugs, not those between
   *     active ones
   */
  static List<DdiAlert> taken(
      Rows rows, String patient, String visit, boolean onlyOfRecommendations) {
    List<DdiAlert> taken =
        rows.all(Kind.ALERT, Keys.alerts(patient, visit)).stream()
            .filter(a -> !onlyOfRecommendations || a.getKind() == AlertKind.RECOMMENDED_ACTIVE)
            .toList();
    taken.forEach(alert -> rows.delete(Keys.alert(patient, visit, alert.getAlertId())));
    return taken;
  }
}
