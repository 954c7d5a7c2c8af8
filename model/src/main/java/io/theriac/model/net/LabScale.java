package io.theriac.model.net;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.LabValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mean and deviation of the values of each laboratory test, and of the tests' numbers.
 *
 * @param mean of each test's values, [tests]
 * @param deviation of each test's values, [tests]; 1 where all are equal
 * @param testMean mean of the results' test numbers
 * @param testDeviation their deviation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabScale(float[] mean, float[] deviation, float testMean, float testDeviation) {

  /** No tests are known. */
  public static LabScale none() {
    return new LabScale(new float[0], new float[0], 0, 1);
  }

  /** Counts the results of a training cohort. */
  public static LabScale from(EncodedCohort train) {
    int tests = results(train).mapToInt(LabValue::test).max().orElse(-1) + 1;
    Moments ofTests = new Moments();
    Moments[] ofValues = new Moments[tests];
    for (int i = 0; i < tests; i++) {
      ofValues[i] = new Moments();
    }
    results(train)
        .forEach(
            lab -> {
              ofTests.add(lab.test());
              ofValues[lab.test()].add(lab.value());
            });
    float[] mean = new float[tests];
    float[] deviation = new float[tests];
    for (int i = 0; i < tests; i++) {
      mean[i] = (float) ofValues[i].mean();
      deviation[i] = (float) ofValues[i].deviation();
    }
    return new LabScale(mean, deviation, (float) ofTests.mean(), (float) ofTests.deviation());
  }

  private static Stream<LabValue> results(EncodedCohort cohort) {
    return cohort.patients().stream()
        .map(EncodedPatient::visits)
        .flatMap(List::stream)
        .map(EncodedVisit::labs)
        .flatMap(List::stream);
  }

  /** Test number and value of one result, both standardised over the training visits. */
  float[] standardised(LabValue lab) {
    boolean known = lab.test() < mean.length;
    return new float[] {
      (lab.test() - testMean) / testDeviation,
      known ? (lab.value() - mean[lab.test()]) / deviation[lab.test()] : 0
    };
  }

  /** Test numbers and values of a visit's results, both standardised over the visit itself. */
  static float[][] withinVisit(List<LabValue> labs) {
    Moments ofTests = new Moments();
    Moments ofValues = new Moments();
    for (LabValue lab : labs) {
      ofTests.add(lab.test());
      ofValues.add(lab.value());
    }
    float[][] all = new float[labs.size()][];
    for (int i = 0; i < all.length; i++) {
      LabValue lab = labs.get(i);
      all[i] =
          new float[] {
            (float) ((lab.test() - ofTests.mean()) / ofTests.deviation()),
            (float) ((lab.value() - ofValues.mean()) / ofValues.deviation())
          };
    }
    return all;
  }

  /** Running mean and spread, by Welford's update. */
  private static final class Moments {
    private long n;
    private double mean;
    private double squares;

    void add(double x) {
      n++;
      double before = x - mean;
      mean += before / n;
      squares += before * (x - mean);
    }

    double mean() {
      return mean;
    }

    double deviation() {
      double variance = n == 0 ? 0 : squares / n;
      return variance > 0 ? Math.sqrt(variance) : 1;
    }
  }
}
