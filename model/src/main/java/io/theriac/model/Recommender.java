package io.theriac.model;

import java.util.List;

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

  @Override
  void close();
}
