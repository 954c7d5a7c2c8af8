package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.cohort.EncodedVisit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Lays windows of visits out as the arrays a {@link GraphDiffMed} takes. */
final class Collator {

  private static final float HIDDEN = -1e9f;
  private static final float MIDDLE_AGE = 50;
  private static final float AGE_SPREAD = 25;

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final DdiDensity density;

  Collator(NetworkConfig config, NetworkShape shape, float[][] ddi) {
    this.config = config;
    this.shape = shape;
    this.density = new DdiDensity(ddi);
  }

  /**
   * A batch whose arrays belong to the manager.
   *
   * @param lastOnly whether only each window's last visit is asked for
   * @param codeDrop chance that an occurrence of a diagnosis or procedure is left out
   */
  Batch batch(
      NDManager manager,
      List<VisitWindow> windows,
      boolean lastOnly,
      double codeDrop,
      SplittableRandom random) {
    int visits = windows.stream().mapToInt(w -> w.visits().size()).max().orElseThrow();
    Grid grid = new Grid(windows, windows.size(), visits, lastOnly);
    NDArray[] in = new NDArray[Input.values().length];
    Dropper drop = new Dropper(codeDrop, random);
    padded(manager, in, Input.DIAGNOSES, grid, (w, t) -> drop.some(visit(w, t).diagnoses()));
    padded(manager, in, Input.PROCEDURES, grid, (w, t) -> drop.some(visit(w, t).procedures()));
    padded(
        manager,
        in,
        Input.MEDICATIONS,
        grid,
        (w, t) -> t == 0 ? new int[0] : visit(w, t - 1).medications());
    asked(manager, in, grid);
    Evidence evidence = new Evidence(config, shape, drop);
    for (VisitWindow window : windows) {
      evidence.add(window, lastOnly ? window.visits().size() - 1 : window.firstTarget());
    }
    evidence.write(manager, in);
    return new Batch(new NDList(in), evidence.target(manager));
  }

  private static EncodedVisit visit(VisitWindow window, int t) {
    return window.visits().get(t);
  }

  private interface Codes {
    int[] at(VisitWindow window, int visit);
  }

  private static void padded(NDManager manager, NDArray[] in, Input slot, Grid grid, Codes codes) {
    int[][] rows = new int[grid.rows()][];
    int width = 1;
    for (int b = 0; b < grid.patients(); b++) {
      VisitWindow window = grid.windows().get(b);
      for (int t = 0; t < window.visits().size(); t++) {
        int[] row = codes.at(window, t);
        rows[b * grid.visits() + t] = row;
        width = Math.max(width, row.length);
      }
    }
    long[] index = new long[rows.length * width];
    float[] present = new float[index.length];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; rows[r] != null && i < rows[r].length; i++) {
        index[r * width + i] = rows[r][i];
        present[r * width + i] = 1;
      }
    }
    Shape layout = new Shape(grid.patients(), grid.visits(), width);
    in[slot.slot()] = manager.create(index, layout);
    in[slot.slot() + 1] = manager.create(present, layout);
  }

  private void asked(NDManager manager, NDArray[] in, Grid grid) {
    int asks = grid.asks();
    long[] asked = new long[grid.patients() * asks];
    long[] sex = new long[asked.length];
    float[] age = new float[asked.length];
    float[] later = new float[asked.length];
    for (int b = 0; b < grid.patients(); b++) {
      VisitWindow window = grid.windows().get(b);
      for (int a = 0; a < asks; a++) {
        int t = grid.visitOf(b, a);
        int row = b * asks + a;
        asked[row] = (long) b * grid.visits() + t;
        later[row] = t > 0 ? 1 : 0;
        if (t < window.visits().size()) {
          EncodedVisit visit = visit(window, t);
          sex[row] = visit.sex();
          age[row] = Float.isNaN(visit.age()) ? 0 : (visit.age() - MIDDLE_AGE) / AGE_SPREAD;
        }
      }
    }
    Shape layout = new Shape(grid.patients(), asks);
    in[Input.ASKED.slot()] = manager.create(asked);
    in[Input.PREDICTED.slot()] = manager.create(grid.predicted());
    in[Input.SEX.slot()] = manager.create(sex, layout);
    in[Input.AGE.slot()] = manager.create(age, layout.add(1));
    in[Input.LATER.slot()] = manager.create(later, layout.add(1));
    in[Input.ATTENTION_BIAS.slot()] = attentionBias(manager, grid);
  }

  /** −1e9 for visits not before the asked one; λB between medications. */
  private NDArray attentionBias(NDManager manager, Grid grid) {
    int keys = grid.visits() - 1;
    if (keys == 0) {
      return manager.zeros(new Shape(1));
    }
    int asks = grid.asks();
    float[] bias = new float[grid.patients() * asks * Trunk.QUERIES * 3 * keys];
    int at = 0;
    for (int b = 0; b < grid.patients(); b++) {
      float[][] densities = density.ofPrevious(grid.windows().get(b).visits());
      for (int a = 0; a < asks; a++) {
        int t = grid.visitOf(b, a);
        for (int query = 0; query < Trunk.QUERIES; query++) {
          for (int key = 0; key < 3 * keys; key++) {
            int v = key % keys;
            boolean pair = query == Trunk.MEDICATION_QUERY && key / keys == 2;
            boolean known = t < densities.length && v < densities.length;
            bias[at++] =
                v >= t ? HIDDEN : pair && known ? config.lambdaGraph() * densities[t][v] : 0;
          }
        }
      }
    }
    return manager.create(bias, new Shape(grid.patients(), asks, Trunk.QUERIES, 3L * keys));
  }

  /** Patients × visits, and which of them are asked. */
  private record Grid(List<VisitWindow> windows, int patients, int visits, boolean lastOnly) {

    int rows() {
      return patients * visits;
    }

    int asks() {
      return lastOnly ? 1 : visits;
    }

    int visitOf(int patient, int ask) {
      return lastOnly ? windows.get(patient).visits().size() - 1 : ask;
    }

    long[] predicted() {
      return IntStream.range(0, patients)
          .boxed()
          .flatMapToLong(b -> lastOnly ? LongStream.of(b) : targets(b))
          .toArray();
    }

    private LongStream targets(int patient) {
      VisitWindow window = windows.get(patient);
      long start = (long) patient * visits;
      return LongStream.range(start + window.firstTarget(), start + window.visits().size());
    }
  }
}
