package io.theriac.model.eval;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link LogisticFit} for every few medications, as many at once as there are cores. How they are
 * divided does not depend on the machine, nor does the result.
 */
final class ParallelFit {

  private static final int SIZE = 32;

  private final List<Some> all = new ArrayList<>();
  private final int columns;
  private final int medications;

  /** Regressions of the medications from this one on. */
  private record Some(int first, int width, LogisticFit fit) {}

  ParallelFit(SparseRows features, EncodedCohort cohort) {
    columns = features.columns();
    medications = cohort.medications();
    for (int first = 0; first < medications; first += SIZE) {
      int width = Math.min(SIZE, medications - first);
      float[] given = given(cohort, first, width);
      all.add(new Some(first, width, new LogisticFit(features, given, width)));
    }
  }

  /** Fits from where the last fit ended; weights are [columns][medications] row-major. */
  float[] fit(double penalty) {
    float[] weights = new float[columns * medications];
    all.parallelStream().forEach(some -> copy(some, some.fit().fit(penalty), weights));
    return weights;
  }

  private void copy(Some some, float[] from, float[] to) {
    for (int c = 0; c < columns; c++) {
      System.arraycopy(from, c * some.width(), to, c * medications + some.first(), some.width());
    }
  }

  private static float[] given(EncodedCohort cohort, int first, int width) {
    float[] given = new float[Predictions.visits(cohort) * width];
    int row = 0;
    for (EncodedPatient patient : cohort.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        for (int medication : visit.medications()) {
          if (medication >= first && medication < first + width) {
            given[row * width + medication - first] = 1;
          }
        }
        row++;
      }
    }
    return given;
  }
}
