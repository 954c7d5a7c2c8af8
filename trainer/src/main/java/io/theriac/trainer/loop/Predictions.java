package io.theriac.trainer.loop;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.net.Batch;
import io.theriac.model.net.Network;
import io.theriac.model.net.VisitWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * Logits of every visit of a cohort beside what was given.
 *
 * @param logits [visits][M]
 * @param given [visits][M]
 * @param owner the patient of each visit, counted from 0
 */
record Predictions(List<float[]> logits, List<boolean[]> given, List<Integer> owner) {

  private static final int WINDOWS = 64;

  /** Scores each visit of a cohort once. */
  static Predictions of(Network network, EncodedCohort cohort) {
    Predictions all = new Predictions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<VisitWindow> windows = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < cohort.patients().size(); i++) {
      EncodedPatient patient = cohort.patients().get(i);
      for (VisitWindow w : VisitWindow.covering(patient, network.config().maxHistory())) {
        windows.add(w);
        owners.add(i);
      }
    }
    for (int from = 0; from < windows.size(); from += WINDOWS) {
      int to = Math.min(windows.size(), from + WINDOWS);
      all.add(network, windows.subList(from, to), owners.subList(from, to));
    }
    return all;
  }

  private void add(Network network, List<VisitWindow> windows, List<Integer> owners) {
    float[] flat;
    try (NDScope scope = new NDScope();
        NDManager manager = network.manager().newSubManager()) {
      scope.suppressNotUsedWarning();
      Batch batch = network.targets(manager, windows);
      flat = network.forward(batch, false).get(0).toFloatArray();
    }
    int medications = network.shape().medications();
    int row = 0;
    for (int w = 0; w < windows.size(); w++) {
      VisitWindow window = windows.get(w);
      for (int t = window.firstTarget(); t < window.visits().size(); t++) {
        float[] z = new float[medications];
        System.arraycopy(flat, medications * row++, z, 0, medications);
        boolean[] y = new boolean[medications];
        for (int m : window.visits().get(t).medications()) {
          y[m] = true;
        }
        logits.add(z);
        given.add(y);
        owner.add(owners.get(w));
      }
    }
  }

  /** Mean over patients of the mean over their visits of the Jaccard index. */
  double jaccard(double threshold) {
    double cut = Math.log(threshold / (1 - threshold));
    double sum = 0;
    int patients = 0;
    for (int i = 0; i < owner.size(); ) {
      int patient = owner.get(i);
      double ofPatient = 0;
      int visits = 0;
      for (; i < owner.size() && owner.get(i) == patient; i++, visits++) {
        ofPatient += jaccard(logits.get(i), given.get(i), cut);
      }
      sum += ofPatient / visits;
      patients++;
    }
    return patients == 0 ? 0 : sum / patients;
  }

  private static double jaccard(float[] z, boolean[] y, double cut) {
    int both = 0;
    int either = 0;
    for (int m = 0; m < z.length; m++) {
      boolean predicted = z[m] >= cut;
      both += predicted && y[m] ? 1 : 0;
      either += predicted || y[m] ? 1 : 0;
    }
    return either == 0 ? 1 : both / (double) either;
  }

  /** The threshold of the best Jaccard, of 0.10, 0.12 … 0.60. */
  Threshold best() {
    Threshold best = new Threshold(0.5, -1);
    for (int percent = 10; percent <= 60; percent += 2) {
      double jaccard = jaccard(percent / 100.0);
      if (jaccard > best.jaccard()) {
        best = new Threshold(percent / 100.0, jaccard);
      }
    }
    return best;
  }

  /** A threshold on probabilities and the Jaccard index it gives. */
  record Threshold(double probability, double jaccard) {}

  /** The temperature T of the least cross-entropy of σ(z/T), from 0.5 to 3. */
  double temperature() {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int twentieth = 10; twentieth <= 60; twentieth++) {
      double entropy = crossEntropy(twentieth / 20.0);
      if (entropy < least) {
        least = entropy;
        best = twentieth / 20.0;
      }
    }
    return best;
  }

  /** Mean cross-entropy of σ(z/T). */
  double crossEntropy(double temperature) {
    double sum = 0;
    long n = 0;
    for (int i = 0; i < logits.size(); i++) {
      float[] z = logits.get(i);
      boolean[] y = given.get(i);
      for (int m = 0; m < z.length; m++) {
        double s = (y[m] ? -z[m] : z[m]) / temperature;
        sum += Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
        n++;
      }
    }
    return sum / Math.max(1, n);
  }
}
