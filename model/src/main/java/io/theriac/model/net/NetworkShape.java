package io.theriac.model.net;

import io.theriac.model.cohort.EncodedCohort;

/** The sizes of the vocabularies a network is built for. */
public record NetworkShape(int diagnoses, int procedures, int medications) {

  public NetworkShape {
    if (diagnoses < 1 || procedures < 1 || medications < 1) {
      throw new IllegalArgumentException(
          "A network needs at least one diagnosis, procedure and medication in its vocabularies, "
              + ("but got " + diagnoses + ", " + procedures + " and " + medications + "."));
    }
  }

  /** The sizes of a cohort; an empty vocabulary keeps one row that no visit refers to. */
  public static NetworkShape of(EncodedCohort cohort) {
    return new NetworkShape(
        Math.max(1, cohort.diagnoses()), Math.max(1, cohort.procedures()), cohort.medications());
  }

  /** Diagnoses and procedures together; procedure p is code {@code diagnoses + p}. */
  public int codes() {
    return diagnoses + procedures;
  }
}
