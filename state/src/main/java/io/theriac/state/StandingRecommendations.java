package io.theriac.state;

import io.theriac.schemas.avro.Recommendation;
import java.util.List;
import java.util.Optional;

/** What was recommended last for a visit, without the medications: what a later one supersedes. */
public final class StandingRecommendations {

  private StandingRecommendations() {}

  /** The recommendation that stands for the visit. */
  public static Optional<Recommendation> find(FactRows rows, String patient, String visit) {
    return Optional.ofNullable(new Rows(rows).find(Keys.recommendation(patient, visit)));
  }

  /** From now on this one stands. */
  public static void keep(FactRows rows, Recommendation made) {
    Recommendation outline =
        Recommendation.newBuilder(made)
            .setMedications(List.of())
            .setGiven(List.of())
            .setUnknownCodes(List.of())
            .setInputs(List.of())
            .setTiming(null)
            .build();
    new Rows(rows).put(Keys.recommendation(made.getPatientKey(), made.getVisitId()), outline);
  }
}
