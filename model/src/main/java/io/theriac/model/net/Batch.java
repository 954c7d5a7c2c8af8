package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Windows as arrays.
 *
 * @param inputs as {@link Input} lists them
 * @param target medications of the predicted visits, [n, M], window by window
 */
public record Batch(NDList inputs, NDArray target) {

  /** Visits to predict, n. */
  public int size() {
    return Math.toIntExact(target.getShape().get(0));
  }
}
