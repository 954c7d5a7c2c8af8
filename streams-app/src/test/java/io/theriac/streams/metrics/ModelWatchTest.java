package io.theriac.streams.metrics;

import static io.theriac.streams.metrics.WatchedVisits.DIABETES;
import static io.theriac.streams.metrics.WatchedVisits.ENALAPRIL;
import static io.theriac.streams.metrics.WatchedVisits.HYPERTENSION;
import static io.theriac.streams.metrics.WatchedVisits.METFORMIN;
import static io.theriac.streams.metrics.WatchedVisits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.streams.testing.FixedRecommender;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelWatchTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ModelWatch watch = new ModelWatch(meters);
  private final FixedRecommender model = WatchedVisits.model("7");

  @Test
  void shouldMeasureAgreementAndCountOutcomesOfFinalVisits() {
    see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN));
    see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN, ENALAPRIL));
    see(ModelRole.ACTIVE, visit(HYPERTENSION, ENALAPRIL));

    DistributionSummary agreement =
        meters.get("theriac.agreement").tags("version", "7", "role", "active").summary();
    assertThat(agreement.count()).isEqualTo(3);
    assertThat(agreement.totalAmount()).as("1, 1/2 and 0").isEqualTo(1.5);
    assertThat(outcome("accepted")).isEqualTo(2);
    assertThat(outcome("overridden")).isEqualTo(1);
    assertThat(outcome("missed")).isEqualTo(2);
  }

  @Test
  void shouldKeepRolesApart() {
    see(ModelRole.SHADOW, visit(DIABETES, METFORMIN));
    see(ModelRole.CANARY, visit(DIABETES, ENALAPRIL));

    assertThat(meters.get("theriac.agreement").tags("role", "shadow").summary().totalAmount())
        .isEqualTo(1);
    assertThat(meters.get("theriac.agreement").tags("role", "canary").summary().totalAmount())
        .isZero();
  }

  @Test
  void shouldNotSpeakOfDriftWhileVisitsAreFew() {
    for (int i = 1; i < DriftWindow.FEWEST; i++) {
      see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN));
    }
    assertThat(psi("diagnoses")).isNaN();

    see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN));
    assertThat(psi("diagnoses")).isGreaterThan(0.25);
  }

  @Test
  void shouldFindNoDriftWherePatientsAreAsInTraining() {
    for (int i = 0; i < DriftWindow.FEWEST; i++) {
      see(
          ModelRole.ACTIVE,
          i % 2 == 0 ? visit(DIABETES, METFORMIN) : visit(HYPERTENSION, ENALAPRIL));
    }

    assertThat(psi("diagnoses")).isLessThan(0.02);
    assertThat(psi("medications")).isLessThan(0.02);
    assertThat(psi("scores")).isLessThan(0.02);
    assertThat(psi("procedures")).as("none anywhere").isNaN();
  }

  @Test
  void shouldForgetWhatLiesFarBack() {
    for (int i = 0; i < 2 * DriftWindow.HALF; i++) {
      see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN));
    }
    assertThat(psi("diagnoses")).isGreaterThan(0.25);

    for (int i = 0; i < 2 * DriftWindow.HALF; i++) {
      see(
          ModelRole.ACTIVE,
          i % 2 == 0 ? visit(DIABETES, METFORMIN) : visit(HYPERTENSION, ENALAPRIL));
    }
    assertThat(psi("diagnoses")).isLessThan(0.02);
  }

  @Test
  void shouldTakeAwayTheLinesOfVersionsThatAreNoLongerUsed() {
    see(ModelRole.ACTIVE, visit(DIABETES, METFORMIN));
    WatchedVisits.watch(
        watch, ModelRole.SHADOW, WatchedVisits.model("8"), visit(DIABETES, METFORMIN));

    watch.keepOnly(Set.of("8"));

    assertThat(meters.getMeters())
        .isNotEmpty()
        .extracting(meter -> meter.getId().getTag("version"))
        .containsOnly("8");
  }

  private void see(ModelRole role, ClosedVisit visit) {
    WatchedVisits.watch(watch, role, model, visit);
  }

  private double outcome(String outcome) {
    return meters.get("theriac.final.medications").tags("outcome", outcome).counter().count();
  }

  private double psi(String feature) {
    return meters.get("theriac.drift.psi").tags("of", feature).gauge().value();
  }
}
