package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.causal.CausalTables;
import io.theriac.model.causal.ReviewRule;
import io.theriac.model.causal.StrongestEffects;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes what effects say of the visits to predict, as far as a configuration asks for it. */
final class ReviewInput {

  private final int medications;
  private final ReviewRule rule;
  private final StrongestEffects strongest;

  ReviewInput(NetworkConfig config, NetworkShape shape, CausalTables causal) {
    medications = shape.medications();
    rule = config.trunk().review() ? causal.review() : null;
    strongest = config.has(Part.GRADED_REVIEW) ? causal.strongest() : null;
  }

  void write(NDManager manager, NDArray[] in, Grid grid) {
    if (rule != null) {
      in[Input.REVIEW.slot()] = rows(manager, grid, visit -> rule.signs(visit, medications));
    }
    if (strongest != null) {
      in[Input.EFFECT.slot()] = rows(manager, grid, visit -> strongest.of(visit, medications));
    }
  }

  private NDArray rows(NDManager manager, Grid grid, Function<EncodedVisit, float[]> row) {
    List<float[]> rows = new ArrayList<>();
    for (VisitWindow window : grid.windows()) {
      for (int t = grid.firstPredicted(window); t < window.visits().size(); t++) {
        rows.add(row.apply(window.visits().get(t)));
      }
    }
    float[] flat = new float[rows.size() * medications];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, flat, r * medications, medications);
    }
    return manager.create(flat, new Shape(rows.size(), medications));
  }
}
