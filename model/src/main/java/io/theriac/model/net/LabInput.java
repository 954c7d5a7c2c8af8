package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.LabValue;
import io.theriac.model.net.PublishedOptions.LabScaling;
import java.util.List;

/** Writes each visit's laboratory results, standardised. */
record LabInput(LabScale scale, LabScaling scaling) {

  void write(NDManager manager, NDArray[] in, Grid grid) {
    int width = 1;
    for (VisitWindow window : grid.windows()) {
      for (EncodedVisit visit : window.visits()) {
        width = Math.max(width, visit.labs().size());
      }
    }
    float[] present = new float[grid.patients() * grid.visits() * width];
    float[] labs = new float[2 * present.length];
    for (int b = 0; b < grid.patients(); b++) {
      List<EncodedVisit> visits = grid.windows().get(b).visits();
      for (int t = 0; t < visits.size(); t++) {
        float[][] results = standardised(visits.get(t).labs());
        int start = (b * grid.visits() + t) * width;
        for (int i = 0; i < results.length; i++) {
          present[start + i] = 1;
          System.arraycopy(results[i], 0, labs, 2 * (start + i), 2);
        }
      }
    }
    Shape layout = new Shape(grid.patients(), grid.visits(), width);
    in[Input.LABS.slot()] = manager.create(labs, layout.add(2));
    in[Input.LABS_PRESENT.slot()] = manager.create(present, layout);
  }

  private float[][] standardised(List<LabValue> labs) {
    return scaling == LabScaling.VISIT
        ? LabScale.withinVisit(labs)
        : labs.stream().map(scale::standardised).toArray(float[][]::new);
  }
}
