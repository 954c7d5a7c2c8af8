package io.theriac.trainer.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.theriac.model.net.NetworkParameter;
import io.theriac.model.net.ParameterGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay, step for step as PyTorch's {@code AdamW} (β 0.9 and 0.999, ε
 * 1e-8), a decay for each group of parameters, and clipping by the norm of all gradients. With a
 * penalty α‖θ‖² in place of decay it is PyTorch's {@code Adam} with a weight decay of 2α: the
 * penalty's gradient goes through the moments.
 */
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private record Slot(String name, NDArray weight, NDArray mean, NDArray variance, Treatment how) {}

  /**
   * How the parameters of a group are moved.
   *
   * @param rate share of the learning rate
   * @param decay weight decay
   */
  record Treatment(double rate, double decay) {}

  /** The running means of gradients and of their squares, by parameter. */
  record Moments(Map<String, float[]> means, Map<String, float[]> variances) {}

  private final List<Slot> slots = new ArrayList<>();
  private final double clip;
  private final double penalty;
  private int step;

  /**
   * @param manager that will own the moments; make the optimizer outside of any {@link NDScope}
   * @param treatments by group; groups not named learn at the full rate without decay
   * @param penalty α; above 0 it takes the place of all decay
   */
  AdamW(
      NDManager manager,
      List<NetworkParameter> parameters,
      Map<ParameterGroup, Treatment> treatments,
      double clip,
      double penalty) {
    this.clip = clip;
    this.penalty = penalty;
    for (NetworkParameter parameter : parameters) {
      if (parameter.group() != ParameterGroup.FIXED) {
        NDArray weight = parameter.array();
        slots.add(
            new Slot(
                parameter.name(),
                weight,
                manager.zeros(weight.getShape()),
                manager.zeros(weight.getShape()),
                treatments.getOrDefault(parameter.group(), new Treatment(1, 0))));
      }
    }
  }

  /** Moves the weights against their gradients, and sets those to zero. */
  void step(double learningRate) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      step++;
      List<NDArray> gradients = slots.stream().map(slot -> slot.weight().getGradient()).toList();
      float rescale = (float) Math.min(1, clip / (norm(gradients) + 1e-6));
      double correction1 = 1 - Math.pow(BETA1, step);
      double correction2 = Math.sqrt(1 - Math.pow(BETA2, step));
      for (int i = 0; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        double rate = learningRate * slot.how().rate();
        NDArray gradient = gradients.get(i);
        // The engine adds ε to the uncorrected √v, so ε is scaled to mean the same.
        slot.weight()
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(slot.weight(), gradient, slot.mean(), slot.variance()),
                new NDList(slot.weight()),
                (float) rate,
                (float) (rate * correction2 / correction1),
                (float) (penalty > 0 ? 2 * penalty : slot.how().decay()),
                rescale,
                -1,
                (float) BETA1,
                (float) BETA2,
                (float) (EPSILON * correction2),
                false,
                penalty == 0);
        gradient.subi(gradient);
      }
    }
  }

  /** The moments as they stand. */
  Moments moments() {
    Moments moments = new Moments(new HashMap<>(), new HashMap<>());
    for (Slot slot : slots) {
      moments.means().put(slot.name(), slot.mean().toFloatArray());
      moments.variances().put(slot.name(), slot.variance().toFloatArray());
    }
    return moments;
  }

  /**
   * Puts back moments.
   *
   * @param steps that were made until then
   */
  void restore(Moments moments, int steps) {
    for (Slot slot : slots) {
      put(slot.mean(), moments.means().get(slot.name()));
      put(slot.variance(), moments.variances().get(slot.name()));
    }
    step = steps;
  }

  private static void put(NDArray array, float[] values) {
    try (NDArray fresh = array.getManager().create(values, array.getShape())) {
      array.subi(array).addi(fresh);
    }
  }

  private static double norm(List<NDArray> gradients) {
    double sum = 0;
    for (NDArray gradient : gradients) {
      double norm = gradient.norm().getFloat();
      sum += norm * norm;
    }
    return Math.sqrt(sum);
  }
}
