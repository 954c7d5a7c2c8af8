package io.theriac.trainer.gate;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Looks whether a model's answers make sense at all. */
final class Smoke {

  /** So many times the medications given, or so many times fewer, are no sensible answer. */
  private static final double MOST_TIMES = 4;

  private Smoke() {}

  /**
   * Looks at an invented patient without any code and at the answers for the test patients.
   *
   * @param given medications a visit, on average
   */
  static GateCheck check(Recommender model, Answers answers, double chosen, double given) {
    if (!isSane(model.score(List.of(new PatientHistory(List.of(blank())))))) {
      return Check.of(
          "smoke",
          false,
          "For a visit without any code it gives no probabilities between 0 and 1.");
    }
    for (float[] row : answers.probabilities().probabilities()) {
      for (float probability : row) {
        if (!(probability >= 0 && probability <= 1)) {
          return Check.of("smoke", false, "It gives a probability that is not between 0 and 1.");
        }
      }
    }
    long different = answers.differentChoices();
    if (different < 2 && answers.choices().given().length > 1) {
      return Check.of(
          "smoke",
          false,
          "It recommends the same for every one of %d test visits."
              .formatted(answers.choices().given().length));
    }
    double times = Math.max(chosen / given, given / chosen);
    return Check.atMost(
        "smoke",
        times,
        MOST_TIMES,
        String.format(
            Locale.ROOT,
            "It recommends %.2f medications a visit where %.2f were given, %d different sets for %d visits, all probabilities between 0 and 1; measured is how many times one is the other.",
            chosen,
            given,
            different,
            answers.choices().given().length));
  }

  private static boolean isSane(List<VisitScores> scores) {
    return scores.size() == 1
        && !scores.get(0).medications().isEmpty()
        && scores.get(0).medications().stream()
            .allMatch(m -> m.probability() >= 0 && m.probability() <= 1);
  }

  private static ClosedVisit blank() {
    Instant admitted = Instant.parse("2020-01-01T00:00:00Z");
    return ClosedVisit.newBuilder()
        .setPatientKey("smoke-test")
        .setVisitId("1")
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.UNKNOWN)
        .setAdmittedAt(admitted)
        .setDischargedAt(admitted.plus(Duration.ofDays(1)))
        .build();
  }
}
