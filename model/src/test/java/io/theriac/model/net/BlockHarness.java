package io.theriac.model.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Runs one block by itself and reads its parameters as plain arrays. */
final class BlockHarness implements AutoCloseable {

  final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final List<NetworkParameter> parameters = new ArrayList<>();
  private final NetBlock block;
  private final SplittableRandom random = new SplittableRandom(5);

  BlockHarness(NetBlock block) {
    this.block = block;
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
    block.collect("", parameters);
  }

  float[] run(NDArray... inputs) {
    return NetBlock.apply(block, store, false, inputs).toFloatArray();
  }

  /** Of a block of several results. */
  NDList runAll(NDArray... inputs) {
    return block.forward(store, new NDList(inputs), false);
  }

  float[] parameter(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .array()
        .toFloatArray();
  }

  /** An affine map by its name, {@code W x + b}. */
  float[] affine(String name, float[] x) {
    float[] weight = parameter(name + ".weight");
    float[] bias = parameter(name + ".bias");
    float[] y = new float[bias.length];
    for (int i = 0; i < y.length; i++) {
      double sum = bias[i];
      for (int j = 0; j < x.length; j++) {
        sum += weight[i * x.length + j] * x[j];
      }
      y[i] = (float) sum;
    }
    return y;
  }

  /** Normal-ish values in ±1. */
  float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  static float sigmoid(double x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  static float[] row(float[] flat, int row, int width) {
    float[] part = new float[width];
    System.arraycopy(flat, row * width, part, 0, width);
    return part;
  }

  @Override
  public void close() {
    manager.close();
  }
}
