package io.theriac.model.net;

import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import java.util.Arrays;

/** First values of parameters. */
final class Initial {

  private Initial() {}

  /** Uniform in ±bound. */
  static Initializer uniform(double bound) {
    return new UniformInitializer((float) bound);
  }

  /** All the same. */
  static Initializer constant(float value) {
    return (manager, shape, type) -> manager.full(shape, value, type);
  }

  /** These values, row-major. */
  static Initializer of(float... values) {
    return (manager, shape, type) -> manager.create(values, shape);
  }

  /** These rows. */
  static Initializer of(float[][] rows) {
    return (manager, shape, type) -> manager.create(flat(rows), shape);
  }

  /** Row i filled with the i-th value. */
  static Initializer rows(int width, float... values) {
    float[] all = new float[values.length * width];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(all, i * width, (i + 1) * width, values[i]);
    }
    return of(all);
  }

  /** Rows one after the other. */
  static float[] flat(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] all = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * width, width);
    }
    return all;
  }
}
