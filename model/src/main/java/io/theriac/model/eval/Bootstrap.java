package io.theriac.model.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Resamples patients to show how far a measure may be trusted. */
public final class Bootstrap {

  private static final int LITERATURE_ROUNDS = 10;
  private static final double LITERATURE_SHARE = 0.8;
  private static final int ROUNDS = 1000;

  private Bootstrap() {}

  /** Mean and (population) standard deviation over samples. */
  public record Spread(double mean, double deviation) {}

  /** A value with its 95 % percentile interval. */
  public record Interval(double value, double lower, double upper) {}

  /**
   * As the literature reports it: ten samples with replacement, each of 80 % of the patients. The
   * deviation is that of the samples, not an interval: see {@link #interval}.
   */
  public static Spread literature(
      Evaluation evaluation, ToDoubleFunction<Metrics> measure, long seed) {
    List<int[]> samples =
        samples(
            evaluation.patients(),
            (int) Math.round(evaluation.patients() * LITERATURE_SHARE),
            LITERATURE_ROUNDS,
            seed);
    double[] values = samples.stream().map(evaluation::metrics).mapToDouble(measure).toArray();
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    return new Spread(mean, Math.sqrt(variance));
  }

  /** A measure with its interval over 1,000 samples of as many patients. */
  public static Interval interval(
      Evaluation evaluation, ToDoubleFunction<Metrics> measure, long seed) {
    return interval(
        measure.applyAsDouble(evaluation.metrics()),
        samples(evaluation.patients(), evaluation.patients(), ROUNDS, seed).stream()
            .mapToDouble(sample -> measure.applyAsDouble(evaluation.metrics(sample)))
            .toArray());
  }

  /**
   * How much better one evaluation is than another of the same patients in the same order, each
   * sample being taken of both.
   */
  public static Interval difference(
      Evaluation one, Evaluation other, ToDoubleFunction<Metrics> measure, long seed) {
    if (one.patients() != other.patients()) {
      throw new IllegalArgumentException(
          "Evaluations of %d and of %d patients cannot be paired."
              .formatted(one.patients(), other.patients()));
    }
    return interval(
        measure.applyAsDouble(one.metrics()) - measure.applyAsDouble(other.metrics()),
        samples(one.patients(), one.patients(), ROUNDS, seed).stream()
            .mapToDouble(
                sample ->
                    measure.applyAsDouble(one.metrics(sample))
                        - measure.applyAsDouble(other.metrics(sample)))
            .toArray());
  }

  private static Interval interval(double value, double[] values) {
    Arrays.sort(values);
    return new Interval(
        value,
        values[(int) (values.length * 0.025)],
        values[Math.min(values.length - 1, (int) (values.length * 0.975))]);
  }

  private static List<int[]> samples(int patients, int size, int rounds, long seed) {
    if (patients == 0) {
      throw new IllegalArgumentException("A bootstrap needs patients: there are none.");
    }
    Random random = new Random(seed);
    List<int[]> samples = new ArrayList<>(rounds);
    for (int round = 0; round < rounds; round++) {
      samples.add(random.ints(Math.max(1, size), 0, patients).toArray());
    }
    return samples;
  }
}
