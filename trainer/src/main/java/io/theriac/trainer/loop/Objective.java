package io.theriac.trainer.loop;

import static io.theriac.model.net.Numbers.atLeast;
import static io.theriac.model.net.Numbers.atMost;
import static io.theriac.model.net.Numbers.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;

/**
 * What training minimises, a mean over visits and a penalty on the weights. In the paper's form
 *
 * <pre>
 * BCE + β w Σ_ij p_i p_j A_ij / |M_pred|² + j (1 − soft Jaccard) + α‖θ‖²
 * β = 1 − exp(−2.5 max(0, rate − target) / target)
 * </pre>
 *
 * and in the public code's form
 *
 * <pre>
 * β (0.95 BCE + 0.05 margin) + (1 − β) w Σ_ij p_i p_j A_ij + j (1 − soft Jaccard) + α‖θ‖²
 * β = min(1, exp(2.5 (1 − rate / target)))
 * </pre>
 *
 * with rate the interacting share of the pairs predicted at 0.5. The Jaccard term belongs to the
 * extended model. The weights' penalty has only a gradient, which the optimizer adds; losses that
 * are reported are without it.
 */
public final class Objective {

  private static final double ANNEALING = 2.5;
  private static final double MARGIN_SHARE = 0.05;

  /** How interactions are weighed against the fit. */
  public enum Form {
    /** They are added, normalised by the number of predicted pairs. */
    PAPER,
    /** They take the place of the fit at visits over the target; the fit has a margin term. */
    CODE
  }

  /**
   * Which terms, and how strong.
   *
   * @param ddiWeight w; 0 leaves the interaction term out
   * @param ddiTarget interaction rate up to which there is no penalty
   * @param jaccardWeight j; 0 leaves the soft Jaccard out
   * @param form the paper's or the public code's
   * @param weightPenalty α
   */
  public record Options(
      double ddiWeight, double ddiTarget, double jaccardWeight, Form form, double weightPenalty) {

    /** In the paper's form, without penalty on the weights. */
    public Options(double ddiWeight, double ddiTarget, double jaccardWeight) {
      this(ddiWeight, ddiTarget, jaccardWeight, Form.PAPER, 0);
    }

    /** The paper's: w = 0.0005, target 0.06, no Jaccard term; see {@link #withWeightPenalty}. */
    public static Options published() {
      return new Options(0.0005, 0.06, 0);
    }

    /** The public code's. */
    public static Options code() {
      return new Options(0.0005, 0.06, 0, Form.CODE, 0);
    }

    /** The paper's and 0.2 of the Jaccard term. */
    public static Options extended() {
      return new Options(0.0005, 0.06, 0.2);
    }

    /** The same with another α; the paper's is 0.005. */
    public Options withWeightPenalty(double other) {
      return new Options(ddiWeight, ddiTarget, jaccardWeight, form, other);
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
    NDArray p = Activation.sigmoid(z);
    // log(1 + e^z) − y z, which does not overflow for |z| that occur
    NDArray entropy = Activation.softPlus(z).sub(z.mul(y)).mean(new int[] {1});
    NDArray sum = options.form() == Form.CODE ? code(p, y, entropy) : paper(p, entropy);
    if (options.jaccardWeight() > 0) {
      NDArray both = p.mul(y).sum(new int[] {1});
      NDArray either = p.sum(new int[] {1}).add(y.sum(new int[] {1})).sub(both);
      sum = sum.add(times(both.div(either).neg().add(1), options.jaccardWeight()));
    }
    return sum.mean();
  }

  private NDArray paper(NDArray p, NDArray entropy) {
    if (options.ddiWeight() == 0) {
      return entropy;
    }
    NDArray hard = predicted(p);
    NDArray excess =
        times(atLeast(rate(hard).sub(options.ddiTarget()), 0), 1 / options.ddiTarget());
    NDArray beta = times(excess, -ANNEALING).exp().neg().add(1);
    NDArray pairs = atLeast(hard.sum(new int[] {1}), 1).square();
    return entropy.add(times(interactions(p).mul(beta).div(pairs), options.ddiWeight()));
  }

  private NDArray code(NDArray p, NDArray y, NDArray entropy) {
    NDArray fit = times(entropy, 1 - MARGIN_SHARE).add(times(margin(p, y), MARGIN_SHARE));
    NDArray beta =
        atMost(
            times(times(rate(predicted(p)), 1 / options.ddiTarget()).sub(1), -ANNEALING).exp(), 1);
    NDArray penalty = times(interactions(p), options.ddiWeight());
    return fit.mul(beta).add(penalty.mul(beta.neg().add(1)));
  }

  /**
   * The multilabel margin {@code Σ_given Σ_other max(0, 1 − (p_g − p_o)) / M} of each visit. For
   * probabilities no term is cut at zero, so the double sum is one of sums.
   */
  private static NDArray margin(NDArray p, NDArray y) {
    NDArray given = y.sum(new int[] {1});
    NDArray others = given.neg().add(y.getShape().get(1));
    NDArray ofGiven = p.mul(y).sum(new int[] {1});
    NDArray ofOthers = p.sum(new int[] {1}).sub(ofGiven);
    NDArray sum = given.mul(others).sub(others.mul(ofGiven)).add(given.mul(ofOthers));
    return times(sum, 1.0 / y.getShape().get(1));
  }

  private static NDArray predicted(NDArray p) {
    return p.stopGradient().gte(0.5).toType(DataType.FLOAT32, false);
  }

  /** Interacting share of the predicted pairs, [n]. */
  private NDArray rate(NDArray hard) {
    NDArray count = hard.sum(new int[] {1});
    return interactions(hard).div(atLeast(count.mul(count.sub(1)), 1));
  }

  /** {@code Σ_ij x_i x_j A_ij}, [n]. */
  private NDArray interactions(NDArray x) {
    return x.matMul(ddi).mul(x).sum(new int[] {1});
  }
}
