package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.cohort.PartSummary;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseGateTest {

  private final ReleaseGate gate = ReleaseGate.standard();

  @Test
  void shouldReleaseAModelBetterThanTheMostFrequentDrugs() {
    ReleaseGate.Decision decision = gate.decide(report(0.5, 0.5, 0.4));

    assertThat(decision.status()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(decision.reason())
        .isEqualTo(
            "Test Jaccard 0.5000 on 12 patients; the most frequent medications reach 0.4000.");
  }

  @Test
  void shouldRejectAModelThatIsNoBetter() {
    assertThat(gate.decide(report(0.5, 0.4, 0.4)).status()).isEqualTo(ReleaseStatus.REJECTED);
  }

  @Test
  void shouldRejectAModelWithoutNumbers() {
    assertThat(gate.decide(report(Double.NaN, 0.5, 0.4)).status())
        .isEqualTo(ReleaseStatus.REJECTED);
    assertThat(gate.decide(report(0.5, Double.NaN, 0.4)).reason()).contains("not a number");
  }

  @Test
  void shouldRejectWhatTooFewPatientsHaveShown() {
    ReleaseGate.Decision ofValidation = gate.decide(report(0.5, 0.5, 0.4, 9, 12));
    ReleaseGate.Decision ofTest = gate.decide(report(0.5, 0.5, 0.4, 12, 1));

    assertThat(ofValidation.status()).isEqualTo(ReleaseStatus.REJECTED);
    assertThat(ofValidation.reason()).contains("9 patients for validation and 12 patients for");
    assertThat(ofTest.status()).isEqualTo(ReleaseStatus.REJECTED);
    assertThat(ofTest.reason()).contains("on 1 patient;", "Not proven", "1 patient for test");
  }

  @Test
  void shouldReleaseWhatIsNotProvenOnlyWhenAsked() {
    ReleaseGate lenient = ReleaseGate.unprovenToo();

    ReleaseGate.Decision decision = lenient.decide(report(0.5, 0.5, 0.4, 1, 1));
    assertThat(decision.status()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(decision.reason()).contains("Not proven");
    assertThat(lenient.decide(report(0.5, 0.4, 0.4, 1, 1)).status())
        .isEqualTo(ReleaseStatus.REJECTED);
  }

  private static ModelReport report(double validation, double test, double mostFrequent) {
    return report(validation, test, mostFrequent, 12, 12);
  }

  private static ModelReport report(
      double validation,
      double test,
      double mostFrequent,
      int validationPatients,
      int testPatients) {
    PartSummary training = new PartSummary(7, 14, 2);
    return new ModelReport(
        metrics(validation),
        metrics(test),
        metrics(test),
        Map.of("mostFrequent", metrics(mostFrequent)),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        new Calibration(List.of(), 0),
        new CohortSummary(
            42,
            21,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            1,
            0,
            0,
            0,
            Map.of(),
            training,
            new PartSummary(validationPatients, 2 * validationPatients, 2),
            new PartSummary(testPatients, 2 * testPatients, 2)),
        1,
        1);
  }

  private static Metrics metrics(double jaccard) {
    return new Metrics(jaccard, 0.5, 0.5, 0.05, 2, 0.5, 0.5, 0.5);
  }
}
