package io.theriac.trainer.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;

/**
 * What training minimises, the mean over visits of
 *
 * <pre>
 * BCE + β w Σ_ij p_i p_j A_ij / |M_pred|² + j (1 − soft Jaccard)
 * β = 1 − exp(−2.5 max(0, rate − target) / target)
 * </pre>
 *
 * with rate the interacting share of the pairs predicted at 0.5. The first two terms are the
 * paper's; the third belongs to the extended model.
 */
public final class Objective {

  private static final double ANNEALING = 2.5;

  /**
   * Which terms, and how strong.
   *
   * @param ddiWeight w; 0 leaves the interaction term out
   * @param ddiTarget interaction rate up to which there is no penalty
   * @param jaccardWeight j; 0 leaves the soft Jaccard out
   */
  public record Options(double ddiWeight, double ddiTarget, double jaccardWeight) {

    /** The paper's: w = 0.0005, target 0.06, no Jaccard term. */
    public static Options published() {
      return new Options(0.0005, 0.06, 0);
    }

    /** The paper's and 0.2 of the Jaccard term. */
    public static Options extended() {
      return new Options(0.0005, 0.06, 0.2);
    }
  }

  private final Options options;
  private final NDArray ddi;

  /**
   * @param ddi interactions, [M, M]
   */
  Objective(Options options, NDArray ddi) {
    this.options = options;
    this.ddi = ddi;
  }

  /** Logits and targets, both [n, M], to a scalar. */
  NDArray loss(NDArray z, NDArray y) {
    // log(1 + e^z) − y z, which does not overflow for |z| that occur
    NDArray p = Activation.sigmoid(z);
    NDArray sum = Activation.softPlus(z).sub(z.mul(y)).mean();
    if (options.ddiWeight() > 0) {
      sum = sum.add(interactions(p).mul((float) options.ddiWeight()));
    }
    if (options.jaccardWeight() > 0) {
      NDArray both = p.mul(y).sum(new int[] {1});
      NDArray either = p.sum(new int[] {1}).add(y.sum(new int[] {1})).sub(both);
      sum = sum.add(both.div(either).mean().mul(-1).add(1).mul((float) options.jaccardWeight()));
    }
    return sum;
  }

  private NDArray interactions(NDArray p) {
    NDArray hard = p.stopGradient().gte(0.5).toType(DataType.FLOAT32, false);
    NDArray predicted = hard.sum(new int[] {1});
    NDArray pairs = predicted.mul(predicted.sub(1)).maximum(1);
    NDArray rate = hard.matMul(ddi).mul(hard).sum(new int[] {1}).div(pairs);
    NDArray excess = rate.sub(options.ddiTarget()).maximum(0).div(options.ddiTarget());
    NDArray beta = excess.mul(-ANNEALING).exp().mul(-1).add(1);
    NDArray expected = p.matMul(ddi).mul(p).sum(new int[] {1});
    return expected.mul(beta).div(predicted.maximum(1).square()).mean();
  }
}
