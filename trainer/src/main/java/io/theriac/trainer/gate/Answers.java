package io.theriac.trainer.gate;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model, serving, answers for the visits of some patients, in a vocabulary that it shares
 * with the model it is compared with. A medication that it does not know has the probability 0.
 *
 * @param probabilities of each medication beside what was given
 * @param choices the same with 1 for each medication chosen and 0 for the others
 */
record Answers(Predictions probabilities, Predictions choices) {

  private static final int BATCH = 256;

  /** Visits at which no medication of the vocabulary was given are left out. */
  static Answers of(
      Recommender model, List<List<PatientHistory>> patients, Vocabulary medications) {
    Rows rows = new Rows(medications);
    for (List<PatientHistory> patient : patients) {
      for (int from = 0; from < patient.size(); from += BATCH) {
        model
            .score(patient.subList(from, Math.min(patient.size(), from + BATCH)))
            .forEach(rows::add);
      }
      rows.endOfPatient();
    }
    return rows.answers();
  }

  /** What was chosen, measured as medications that are certain. */
  Evaluation evaluation(float[][] ddi) {
    return Evaluation.of(choices, 0.5, ddi);
  }

  Calibration calibration() {
    return Calibration.of(probabilities);
  }

  /** How many different sets of medications were chosen. */
  long differentChoices() {
    return Arrays.stream(choices.probabilities()).map(Arrays::toString).distinct().count();
  }

  /** The medications given, as if a model had chosen them. */
  Evaluation given(float[][] ddi) {
    float[][] rows = new float[choices.given().length][];
    for (int visit = 0; visit < rows.length; visit++) {
      rows[visit] = new float[choices.probabilities()[visit].length];
      for (int medication : choices.given()[visit]) {
        rows[visit][medication] = 1;
      }
    }
    return Evaluation.of(new Predictions(choices.patients(), rows, choices.given()), 0.5, ddi);
  }

  /** Answers while they come. */
  private static final class Rows {
    private final Vocabulary medications;
    private final List<Integer> owners = new ArrayList<>();
    private final List<float[]> probabilities = new ArrayList<>();
    private final List<float[]> choices = new ArrayList<>();
    private final List<int[]> given = new ArrayList<>();
    private int patient;

    Rows(Vocabulary medications) {
      this.medications = medications;
    }

    void add(VisitScores visit) {
      int[] truth = medications.indices(visit.given(), new ArrayList<>());
      if (truth.length == 0) {
        return;
      }
      float[] row = new float[medications.size()];
      float[] choice = new float[medications.size()];
      for (ScoredMedication scored : visit.medications()) {
        int index = medications.index(scored.medication()).orElseThrow();
        row[index] = (float) scored.probability();
        choice[index] = scored.selected() ? 1 : 0;
      }
      owners.add(patient);
      given.add(truth);
      probabilities.add(row);
      choices.add(choice);
    }

    void endOfPatient() {
      if (!owners.isEmpty() && owners.get(owners.size() - 1) == patient) {
        patient++;
      }
    }

    Answers answers() {
      int[] of = owners.stream().mapToInt(Integer::intValue).toArray();
      int[][] truth = given.toArray(int[][]::new);
      return new Answers(
          new Predictions(of, probabilities.toArray(float[][]::new), truth),
          new Predictions(of, choices.toArray(float[][]::new), truth));
    }
  }
}
