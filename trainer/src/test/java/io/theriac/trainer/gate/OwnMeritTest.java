package io.theriac.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.cohort.PartSummary;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import io.theriac.schemas.avro.GateCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnMeritTest {

  private final OwnMerit merit = new OwnMerit(GateRules.DEFAULT);

  @Test
  void shouldPassAModelBetterThanTheMostFrequentDrugs() {
    assertThat(merit.checks(report(0.5, 0.5, 0.4)))
        .allMatch(GateCheck::getPassed)
        .extracting(GateCheck::getExplanation)
        .contains(
            "Test Jaccard 0.5000 on 12 patients; the most frequent medications reach 0.4000.");
  }

  @Test
  void shouldFailAModelThatIsNoBetter() {
    assertThat(failed(merit, report(0.5, 0.4, 0.4))).containsExactly("floor");
  }

  @Test
  void shouldFailAModelWithoutNumbers() {
    assertThat(failed(merit, report(Double.NaN, 0.5, 0.4))).containsExactly("measures");
    assertThat(failed(merit, report(0.5, Double.NaN, 0.4))).containsExactly("measures", "floor");
  }

  @Test
  void shouldFailWhatTooFewPatientsHaveShown() {
    assertThat(failed(merit, report(0.5, 0.5, 0.4, 9, 12, 0.01))).containsExactly("patients");
    assertThat(merit.checks(report(0.5, 0.5, 0.4, 12, 1, 0.01)))
        .anySatisfy(
            check ->
                assertThat(check.getExplanation())
                    .isEqualTo(
                        "Not proven: 12 patients for validation and 1 patient for test, and fewer than 10 of either say nothing; wait for more patients."));
  }

  @Test
  void shouldPassWhatIsNotProvenOnlyWhenAsked() {
    OwnMerit lenient = new OwnMerit(GateRules.DEFAULT.withUnproven());

    assertThat(failed(lenient, report(0.5, 0.5, 0.4, 1, 1, 0.3))).isEmpty();
    assertThat(failed(lenient, report(0.5, 0.4, 0.4, 1, 1, 0.3))).containsExactly("floor");
  }

  @Test
  void shouldFailAModelWhoseProbabilitiesCannotBeTrusted() {
    assertThat(failed(merit, report(0.5, 0.5, 0.4, 12, 12, 0.101))).containsExactly("calibration");
  }

  @Test
  void shouldRefuseRulesThatAreNone() {
    assertThatThrownBy(() -> new GateRules(-0.1, 0, 0, 0, false, false))
        .hasMessage("margin is -0.1: use 0 to 1.");
  }

  private static List<String> failed(OwnMerit merit, ModelReport report) {
    return merit.checks(report).stream()
        .filter(check -> !check.getPassed())
        .map(GateCheck::getCheck)
        .toList();
  }

  private static ModelReport report(double validation, double test, double mostFrequent) {
    return report(validation, test, mostFrequent, 12, 12, 0.01);
  }

  private static ModelReport report(
      double validation,
      double test,
      double mostFrequent,
      int validationPatients,
      int testPatients,
      double calibrationError) {
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
        new Calibration(List.of(), calibrationError),
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
