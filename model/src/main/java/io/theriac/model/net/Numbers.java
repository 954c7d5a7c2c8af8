package io.theriac.model.net;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic of arrays with numbers that gradients flow through.
 *
 * <p>{@code x.mul(2)} is not safe there: DJL (0.32) puts the 2 into memory that belongs to a Java
 * buffer, PyTorch keeps a reference for the gradient, and DJL lets go of the buffer at once. A
 * garbage collection before the gradients are computed leaves garbage for the 2. Here the number
 * lives as long as the manager or scope that x belongs to.
 */
public final class Numbers {

  private Numbers() {}

  /** {@code k x}. */
  public static NDArray times(NDArray x, double k) {
    return x.mul(number(x, k));
  }

  /** {@code max(x, k)}, element by element. */
  public static NDArray atLeast(NDArray x, double k) {
    return x.maximum(number(x, k));
  }

  /** {@code min(x, k)}, element by element. */
  public static NDArray atMost(NDArray x, double k) {
    return x.minimum(number(x, k));
  }

  private static NDArray number(NDArray x, double k) {
    return x.getManager().create((float) k);
  }
}
