package io.theriac.model.eval;

import io.theriac.model.decode.Decoder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predictions compared with what was given, summed up by patient, so that samples of patients are
 * evaluated cheaply.
 *
 * <p>A visit where nothing was given and nothing is predicted counts 0 in every measure.
 */
public final class Evaluation {

  private final Sums[] patients;

  private Evaluation(Sums[] patients) {
    this.patients = patients;
  }

  /**
   * Evaluates predictions.
   *
   * @param threshold the probability from which a medication counts as predicted
   * @param ddi [medications][medications], symmetric, 0 or 1
   */
  public static Evaluation of(Predictions predictions, double threshold, float[][] ddi) {
    return of(predictions, Decoder.plain(threshold), ddi);
  }

  /**
   * Evaluates what a decoder chooses.
   *
   * @param ddi [medications][medications], symmetric, 0 or 1
   */
  public static Evaluation of(Predictions predictions, Decoder decoder, float[][] ddi) {
    int[] owners = predictions.patients();
    Sums[] sums = new Sums[owners.length == 0 ? 0 : owners[owners.length - 1] + 1];
    for (int visit = 0; visit < owners.length; visit++) {
      if (sums[owners[visit]] == null) {
        sums[owners[visit]] = new Sums();
      }
      sums[owners[visit]].add(
          predictions.probabilities()[visit], predictions.given()[visit], decoder, ddi);
    }
    return new Evaluation(sums);
  }

  /**
   * Several evaluations of the same patients in the same order as one, each counting alike: for
   * models that differ by their seed only.
   */
  public static Evaluation together(List<Evaluation> evaluations) {
    Sums[] sums = new Sums[evaluations.get(0).patients()];
    for (Evaluation evaluation : evaluations) {
      if (evaluation.patients() != sums.length) {
        throw new IllegalArgumentException(
            "Evaluations of %d and of %d patients cannot be put together."
                .formatted(sums.length, evaluation.patients()));
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sums[i] == null ? new Sums() : sums[i];
        sums[i].add(evaluation.patients[i]);
      }
    }
    return new Evaluation(sums);
  }

  /** How many patients were evaluated. */
  public int patients() {
    return patients.length;
  }

  /** The measures over all patients; NaN if there are none. */
  public Metrics metrics() {
    return metrics(IntStream.range(0, patients.length).toArray());
  }

  /** The measures over a sample of patients, in which one may stand several times. */
  public Metrics metrics(int[] sample) {
    Sums all = new Sums();
    double jaccard = 0;
    double f1 = 0;
    double prauc = 0;
    for (int index : sample) {
      Sums patient = patients[index];
      all.add(patient);
      jaccard += patient.jaccard / patient.visits;
      f1 += patient.f1 / patient.visits;
      prauc += patient.prauc / patient.visits;
    }
    return new Metrics(
        jaccard / sample.length,
        f1 / sample.length,
        prauc / sample.length,
        all.interacting / Math.max(all.pairs, 1),
        all.predicted / all.visits,
        all.jaccard / all.visits,
        all.f1 / all.visits,
        all.prauc / all.visits);
  }

  /** Sums over visits. */
  private static final class Sums {
    double visits;
    double jaccard;
    double f1;
    double prauc;
    double predicted;
    double pairs;
    double interacting;

    void add(Sums other) {
      visits += other.visits;
      jaccard += other.jaccard;
      f1 += other.f1;
      prauc += other.prauc;
      predicted += other.predicted;
      pairs += other.pairs;
      interacting += other.interacting;
    }

    void add(float[] probabilities, int[] given, Decoder decoder, float[][] ddi) {
      boolean[] truth = new boolean[probabilities.length];
      for (int medication : given) {
        truth[medication] = true;
      }
      int[] hits = decoder.select(probabilities).medications();
      int right = 0;
      for (int i = 0; i < hits.length; i++) {
        right += truth[hits[i]] ? 1 : 0;
        for (int j = 0; j < i; j++) {
          interacting += ddi[hits[i]][hits[j]];
        }
      }
      visits++;
      predicted += hits.length;
      pairs += hits.length * (hits.length - 1) / 2.0;
      jaccard += (double) right / Math.max(hits.length + given.length - right, 1);
      f1 += 2.0 * right / Math.max(hits.length + given.length, 1);
      prauc += averagePrecision(probabilities, truth, given.length);
    }

    private static double averagePrecision(float[] probabilities, boolean[] truth, int given) {
      double sum = 0;
      int found = 0;
      int rank = 0;
      for (int medication : Ranking.descending(probabilities)) {
        rank++;
        if (truth[medication]) {
          found++;
          sum += (double) found / rank;
        }
      }
      return sum / Math.max(given, 1);
    }
  }
}
