package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.causal.CausalGraph;
import io.theriac.model.causal.CausalTables;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.PublishedOptions.AgeScale;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import java.util.List;
import java.util.SplittableRandom;

/** Lays windows of visits out as the arrays a {@link GraphDiffMed} takes. */
final class Collator {

  private static final float HIDDEN = -1e9f;
  private static final float MIDDLE_AGE = 50;
  private static final float AGE_SPREAD = 25;

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final float[][] ddi;
  private final TrainingTables tables;
  private final boolean frozen;
  private final DdiDensity density;
  private final CausalGraph medications;
  private final ReviewInput review;
  private final LabInput labs;

  Collator(NetworkConfig config, NetworkShape shape, float[][] ddi, TrainingTables tables) {
    this(config, shape, ddi, tables, false);
  }

  private Collator(
      NetworkConfig config,
      NetworkShape shape,
      float[][] ddi,
      TrainingTables tables,
      boolean frozen) {
    this.config = config;
    this.shape = shape;
    this.ddi = ddi;
    this.tables = tables;
    this.frozen = frozen;
    density = new DdiDensity(ddi);
    PublishedOptions trunk = config.trunk();
    medications =
        trunk.medicationGraph() == MedicationGraph.INTERACTIONS
            ? CausalGraph.symmetric(ddi)
            : tables.causal().medications();
    review = new ReviewInput(config, shape, tables.causal());
    labs = trunk.setting().labs() ? new LabInput(tables.labs(), trunk.labScaling()) : null;
  }

  /** The same for a network whose encoders are frozen. */
  Collator frozen() {
    return new Collator(config, shape, ddi, tables, true);
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
    Grid grid = Grid.of(windows, lastOnly);
    NDArray[] in = new NDArray[Input.values().length];
    Dropper drop = new Dropper(codeDrop, random);
    codes(manager, in, grid, drop);
    asked(manager, in, grid);
    review.write(manager, in, grid);
    if (labs != null) {
      labs.write(manager, in, grid);
    }
    Evidence evidence = new Evidence(config, shape, drop);
    for (VisitWindow window : windows) {
      evidence.add(window, grid.firstPredicted(window));
    }
    evidence.write(manager, in);
    return new Batch(new NDList(in), evidence.target(manager));
  }

  private static EncodedVisit visit(VisitWindow window, int t) {
    return window.visits().get(t);
  }

  private void codes(NDManager manager, NDArray[] in, Grid grid, Dropper drop) {
    CausalTables causal = tables.causal();
    CodeRows diagnoses = new CodeRows(grid, (w, t) -> drop.some(visit(w, t).diagnoses()));
    CodeRows procedures = new CodeRows(grid, (w, t) -> drop.some(visit(w, t).procedures()));
    CodeRows before =
        new CodeRows(grid, (w, t) -> t == 0 ? new int[0] : visit(w, t - 1).medications());
    write(manager, in, Input.DIAGNOSES, diagnoses, causal.diagnoses());
    write(manager, in, Input.PROCEDURES, procedures, causal.procedures());
    write(manager, in, Input.MEDICATIONS, before, medications);
  }

  private void write(
      NDManager manager, NDArray[] in, Input slot, CodeRows rows, CausalGraph graph) {
    int codes = graph.codes();
    CausalGraph ofRoles = config.trunk().roles() ? graph : null;
    if (!config.trunk().graphs()) {
      rows.write(manager, in, slot, null, (code, role) -> code);
    } else if (frozen) {
      rows.write(manager, in, slot, ofRoles, (code, role) -> (long) role * codes + code);
    } else {
      Occurrences occurrences = new Occurrences(codes);
      rows.write(manager, in, slot, ofRoles, occurrences);
      occurrences.write(manager, in, slot.occurrences());
    }
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
          age[row] = scaled(visit.age(), config.trunk().ageScale());
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

  /** Age as a number; an unknown one is taken for the middle. */
  static float scaled(float years, AgeScale scale) {
    float known = Float.isNaN(years) ? MIDDLE_AGE : years;
    return scale == AgeScale.YEARS ? known : (known - MIDDLE_AGE) / AGE_SPREAD;
  }

  /** −1e9 for visits not before the asked one; λB between medications. */
  private NDArray attentionBias(NDManager manager, Grid grid) {
    int before = grid.visits() - 1;
    if (before == 0) {
      return manager.zeros(new Shape(1));
    }
    int asks = grid.asks();
    int queries = Trunk.queries(config.trunk().setting());
    int keys = Trunk.keys(config.trunk().setting()) * before;
    float[] bias = new float[grid.patients() * asks * queries * keys];
    int at = 0;
    for (int b = 0; b < grid.patients(); b++) {
      float[][] densities = density.ofPrevious(grid.windows().get(b).visits());
      for (int a = 0; a < asks; a++) {
        int t = grid.visitOf(b, a);
        for (int query = 0; query < queries; query++) {
          for (int key = 0; key < keys; key++) {
            int v = key % before;
            boolean pair = query == Trunk.MEDICATIONS && key / before == Trunk.MEDICATIONS;
            boolean known = t < densities.length && v < densities.length;
            bias[at++] =
                v >= t ? HIDDEN : pair && known ? config.lambdaGraph() * densities[t][v] : 0;
          }
        }
      }
    }
    return manager.create(bias, new Shape(grid.patients(), asks, queries, keys));
  }
}
