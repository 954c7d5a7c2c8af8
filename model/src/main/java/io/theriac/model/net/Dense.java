package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** {@code y = x Wᵀ + b}: [..., in] to [..., out]; first values as PyTorch's, U(±1/√in). */
final class Dense extends NetBlock {

  private final int out;
  private final Parameter weight;
  private final Parameter bias;

  Dense(int in, int out) {
    this.out = out;
    double bound = 1 / Math.sqrt(in);
    weight = parameter("weight", ParameterGroup.MATRIX, Initial.uniform(bound), out, in);
    bias = parameter("bias", ParameterGroup.VECTOR, Initial.uniform(bound), out);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    return forward(store, inputs.head(), 1, training);
  }

  /** {@code y = x Wᵀ + times·b}: the sum of {@code times} outputs, given the sum x of inputs. */
  NDArray summed(ParameterStore store, NDArray x, float times, boolean training) {
    return forward(store, x, times, training).head();
  }

  /** {@code y = x Wᵀ + times·b} with times broadcast over x's rows. */
  NDArray summed(ParameterStore store, NDArray x, NDArray times, boolean training) {
    NDArray product = Linear.linear(x, value(store, weight, x, training)).head();
    return product.add(times.mul(value(store, bias, x, training)));
  }

  private NDList forward(ParameterStore store, NDArray x, float times, boolean training) {
    NDArray b = value(store, bias, x, training);
    return Linear.linear(
        x, value(store, weight, x, training), times == 1 ? b : Numbers.times(b, times));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].slice(0, inputs[0].dimension() - 1).add(out)};
  }
}
