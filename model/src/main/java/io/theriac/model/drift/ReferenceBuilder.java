package io.theriac.model.drift;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.eval.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Counts what serving is later compared with. */
public final class ReferenceBuilder {

  /** The most frequent so many codes have a bin each: more would be noise in a month's visits. */
  private static final int CODES = 20;

  static final String OTHERS = "others";

  /** Finer where most probabilities lie. */
  private static final List<String> EDGES =
      List.of(
          "0", "0.01", "0.02", "0.05", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8",
          "0.9");

  private ReferenceBuilder() {}

  /**
   * Counts codes and scores.
   *
   * @param codes the visits whose codes are counted
   * @param scores predictions for visits the model did not learn from
   */
  public static Reference build(
      Vocabularies vocabularies, EncodedCohort codes, Predictions scores) {
    List<EncodedVisit> visits =
        codes.patients().stream().flatMap(patient -> patient.visits().stream()).toList();
    return new Reference(
        scores(scores),
        codes(vocabularies.diagnoses(), visits, EncodedVisit::diagnoses),
        codes(vocabularies.procedures(), visits, EncodedVisit::procedures),
        codes(vocabularies.medications(), visits, EncodedVisit::medications));
  }

  private static Bins scores(Predictions predictions) {
    ScoreBins bins = new ScoreBins(EDGES);
    Long[] counts = zeros(EDGES.size());
    for (float[] row : predictions.probabilities()) {
      for (float probability : row) {
        counts[bins.bin(probability)]++;
      }
    }
    return new Bins(EDGES, List.of(counts));
  }

  private static Bins codes(
      Vocabulary vocabulary, List<EncodedVisit> visits, Function<EncodedVisit, int[]> codes) {
    long[] seen = new long[vocabulary.size()];
    for (EncodedVisit visit : visits) {
      for (int code : codes.apply(visit)) {
        seen[code]++;
      }
    }
    List<Integer> frequentFirst =
        IntStream.range(0, seen.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer code) -> -seen[code]))
            .toList();
    List<String> labels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long others = 0;
    for (int code : frequentFirst) {
      if (labels.size() < CODES) {
        labels.add(CodeBins.label(vocabulary.code(code)));
        counts.add(seen[code]);
      } else {
        others += seen[code];
      }
    }
    labels.add(OTHERS);
    counts.add(others);
    return new Bins(labels, counts);
  }

  private static Long[] zeros(int size) {
    return Collections.nCopies(size, 0L).toArray(Long[]::new);
  }
}
