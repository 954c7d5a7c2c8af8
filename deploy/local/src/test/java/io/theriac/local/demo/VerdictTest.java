package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.cohort.PartSummary;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Bootstrap.Interval SURE = new Bootstrap.Interval(0.1, 0.05, 0.15);

  @Test
  void shouldClaimAWinThatChanceDoesNotExplain() {
    assertThat(active(report(12, SURE)))
        .isEqualTo(
            "The model beats repeating the last visit: 0.500 against 0.400, difference +0.100,"
                + " 95 % interval +0.050 to +0.150, 12 test patients.");
  }

  @Test
  void shouldDoubtALeadThatChanceCouldExplain() {
    assertThat(active(report(12, new Bootstrap.Interval(0.1, -0.02, 0.2))))
        .startsWith("The model is ahead of repeating the last visit, but chance could explain it:");
  }

  @Test
  void shouldOwnUpToADefeat() {
    assertThat(active(report(12, new Bootstrap.Interval(-0.1, -0.2, -0.02))))
        .startsWith("On this cohort the model does NOT beat repeating the last visit:");
  }

  @Test
  void shouldClaimNothingFromOnePatient() {
    assertThat(active(report(1, SURE)))
        .startsWith("Too few to tell whether the model beats repeating the last visit:")
        .contains("on 1 test patient.", "only to show the way")
        .doesNotContain("interval", "The model beats");
  }

  @Test
  void shouldSayWhyAModelDoesNotServe() {
    assertThat(Verdict.of(report(12, SURE), ReleaseStatus.REJECTED, "It diverged."))
        .endsWith(" It was not released: It diverged.");
  }

  private static String active(ModelReport report) {
    return Verdict.of(report, ReleaseStatus.ACTIVE, "");
  }

  private static ModelReport report(int testPatients, Bootstrap.Interval overRepeatLast) {
    PartSummary many = new PartSummary(70, 140, 2);
    PartSummary test = new PartSummary(testPatients, 2 * testPatients, 2);
    return new ModelReport(
        metrics(0.5),
        metrics(0.5),
        metrics(0.5),
        Map.of("repeatLastVisit", metrics(0.4)),
        Map.of(),
        Map.of(),
        Map.of("repeatLastVisit", overRepeatLast),
        List.of(),
        new Calibration(List.of(), 0),
        new CohortSummary(300, 150, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, Map.of(), many, many, test),
        1,
        1);
  }

  private static Metrics metrics(double jaccard) {
    return new Metrics(jaccard, 0.5, 0.5, 0.05, 2, 0.5, 0.5, 0.5);
  }
}
