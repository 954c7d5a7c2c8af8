package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.causal.CausalGraph;

/** The codes of one kind at each visit of a batch, on their way into padded arrays. */
final class CodeRows {

  private final int[][] rows;
  private final Grid grid;
  private int width = 1;

  /** The codes of a visit of a window. */
  interface Codes {
    int[] at(VisitWindow window, int visit);
  }

  /** What stands for a code of a role in the padded array. */
  interface Place {
    long of(int code, int role);
  }

  CodeRows(Grid grid, Codes codes) {
    this.grid = grid;
    rows = new int[grid.patients() * grid.visits()][];
    for (int b = 0; b < grid.patients(); b++) {
      VisitWindow window = grid.windows().get(b);
      for (int t = 0; t < window.visits().size(); t++) {
        int[] row = codes.at(window, t);
        rows[b * grid.visits() + t] = row;
        width = Math.max(width, row.length);
      }
    }
  }

  /** Writes places and presence, [B, T, L] each, to a slot and the next. */
  void write(NDManager manager, NDArray[] in, Input slot, CausalGraph graph, Place place) {
    long[] index = new long[rows.length * width];
    float[] present = new float[index.length];
    for (int r = 0; r < rows.length; r++) {
      int[] row = rows[r];
      int[] roles = row == null || graph == null ? null : graph.roles(row);
      for (int i = 0; row != null && i < row.length; i++) {
        index[r * width + i] = place.of(row[i], roles == null ? 0 : roles[i]);
        present[r * width + i] = 1;
      }
    }
    Shape layout = new Shape(grid.patients(), grid.visits(), width);
    in[slot.slot()] = manager.create(index, layout);
    in[slot.slot() + 1] = manager.create(present, layout);
  }
}
