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

  @Test
  void shouldReleaseAModelBetterThanTheMostFrequentDrugs() {
    ReleaseGate.Decision decision = ReleaseGate.decide(report(0.5, 0.5, 0.4));

    assertThat(decision.status()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(decision.reason())
        .isEqualTo(
            "Test Jaccard 0.5000 on 7 patients; the most frequent medications reach 0.4000.");
  }

  @Test
  void shouldRejectAModelThatIsNoBetter() {
    assertThat(ReleaseGate.decide(report(0.5, 0.4, 0.4)).status())
        .isEqualTo(ReleaseStatus.REJECTED);
  }

  @Test
  void shouldRejectAModelWithoutNumbers() {
    assertThat(ReleaseGate.decide(report(Double.NaN, 0.5, 0.4)).status())
        .isEqualTo(ReleaseStatus.REJECTED);
    assertThat(ReleaseGate.decide(report(0.5, Double.NaN, 0.4)).reason()).contains("not a number");
  }

  private static ModelReport report(double validation, double test, double mostFrequent) {
    PartSummary part = new PartSummary(7, 14, 2);
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
        new CohortSummary(42, 21, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, Map.of(), part, part, part),
        1,
        1);
  }

  private static Metrics metrics(double jaccard) {
    return new Metrics(jaccard, 0.5, 0.5, 0.05, 2, 0.5, 0.5, 0.5);
  }
}
