package io.theriac.model;

import io.theriac.model.cohort.Split;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Reference;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.List;
import java.util.Optional;

/** A loaded model that scores visits. Safe for use by many threads at once. */
public interface Recommender extends AutoCloseable {

  /** Name, version and fingerprints of the model. */
  ModelIdentity identity();

  /** The probability from which a medication is selected, chosen on validation data. */
  double threshold();

  /**
   * Scores a micro-batch.
   *
   * @return one result a history, in the same order
   */
  List<VisitScores> score(List<PatientHistory> batch);

  /** How the patients of its training were split; empty if it was not trained on patients. */
  default Optional<Split> split() {
    return Optional.empty();
  }

  /** What it saw and said of the patients it was made with; empty if its artifact does not say. */
  default Optional<Reference> reference() {
    return Optional.empty();
  }

  /**
   * Counts a visit in the bins of the reference.
   *
   * @param visit with the medications given
   * @param scores what the model said of it
   * @return empty without a reference, or if training would leave such a visit out
   */
  default Optional<Profile> profile(ClosedVisit visit, VisitScores scores) {
    return Optional.empty();
  }

  @Override
  void close();
}
