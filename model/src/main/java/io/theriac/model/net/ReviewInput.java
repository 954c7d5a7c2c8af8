package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.causal.ReviewRule;
import java.util.ArrayList;
import java.util.List;

/** Writes the causal review's signs of the visits to predict. */
record ReviewInput(ReviewRule rule, NetworkShape shape) {

  void write(NDManager manager, NDArray[] in, Grid grid) {
    int medications = shape.medications();
    List<float[]> rows = new ArrayList<>();
    for (VisitWindow window : grid.windows()) {
      for (int t = grid.firstPredicted(window); t < window.visits().size(); t++) {
        rows.add(rule.signs(window.visits().get(t), medications));
      }
    }
    float[] signs = new float[rows.size() * medications];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, signs, r * medications, medications);
    }
    in[Input.REVIEW.slot()] = manager.create(signs, new Shape(rows.size(), medications));
  }
}
