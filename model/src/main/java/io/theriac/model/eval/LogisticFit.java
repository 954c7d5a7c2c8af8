package io.theriac.model.eval;

import java.util.Arrays;

/**
 * Fits one logistic regression a medication, all on the same features, by Newton steps that
 * conjugate gradients solve: it minimises {@code Σ log(1 + e^z) − y z + λ/2 ‖w‖²}, the first column
 * (the constant) going unpunished.
 */
final class LogisticFit {

  private static final int NEWTON_STEPS = 12;
  private static final int GRADIENT_STEPS = 20;
  private static final int HALVINGS = 5;
  private static final double SOLVED = 0.1;

  /** Of the longest gradient so far, which is where the first fit began or soon after. */
  private static final double CONVERGED = 1e-4;

  private final SparseRows features;
  private final float[] given;
  private final int width;
  private float[] weights;
  private double steepest;

  /**
   * @param given 1 where a medication was given, [rows][width] row-major
   * @param width medications
   */
  LogisticFit(SparseRows features, float[] given, int width) {
    this.features = features;
    this.given = given;
    this.width = width;
    weights = new float[features.columns() * width];
  }

  /**
   * Fits from where the last fit ended, by a step at least, and returns the weights,
   * [columns][width] row-major.
   */
  float[] fit(double penalty) {
    float[] logits = features.times(weights, width);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      float[] p = probabilities(logits);
      float[] gradient = gradient(p, (float) penalty);
      double norm = total(products(gradient, gradient));
      steepest = Math.max(steepest, norm);
      if (step > 0 && norm <= CONVERGED * CONVERGED * steepest || norm == 0) {
        break;
      }
      float[] direction = solve(gradient, variances(p), (float) penalty);
      logits = move(logits, direction, penalty);
    }
    return weights.clone();
  }

  static float[] probabilities(float[] logits) {
    float[] p = new float[logits.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return p;
  }

  private static float[] variances(float[] p) {
    float[] v = new float[p.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = p[i] * (1 - p[i]);
    }
    return v;
  }

  private float[] gradient(float[] p, float penalty) {
    float[] residual = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      residual[i] = p[i] - given[i];
    }
    float[] gradient = features.transposedTimes(residual, width);
    addPenalty(gradient, weights, penalty);
    return gradient;
  }

  private void addPenalty(float[] to, float[] of, float penalty) {
    for (int i = width; i < to.length; i++) {
      to[i] += penalty * of[i];
    }
  }

  /** Conjugate gradients for {@code H s = −g}, a system for each medication, side by side. */
  private float[] solve(float[] gradient, float[] variance, float penalty) {
    float[] diagonal = features.squaredTransposedTimes(variance, width);
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = 1 / (diagonal[i] + (i < width ? 1e-6f : penalty));
    }
    float[] solution = new float[gradient.length];
    float[] rest = negated(gradient);
    float[] direction = product(rest, diagonal);
    double[] old = products(rest, direction);
    double enough = SOLVED * SOLVED * total(old);
    for (int step = 0; step < GRADIENT_STEPS && total(old) > enough; step++) {
      float[] curved = curvature(direction, variance, penalty);
      double[] length = ratios(old, products(direction, curved));
      addScaled(solution, length, 1, direction);
      addScaled(rest, length, -1, curved);
      float[] next = product(rest, diagonal);
      double[] now = products(rest, next);
      addScaled(next, ratios(now, old), 1, direction);
      direction = next;
      old = now;
    }
    return solution;
  }

  private float[] curvature(float[] direction, float[] variance, float penalty) {
    float[] moved = features.times(direction, width);
    for (int i = 0; i < moved.length; i++) {
      moved[i] *= variance[i];
    }
    float[] curved = features.transposedTimes(moved, width);
    addPenalty(curved, direction, penalty);
    return curved;
  }

  /** Moves the weights, each medication's by a step that does not raise its loss. */
  private float[] move(float[] logits, float[] direction, double penalty) {
    float[] change = features.times(direction, width);
    double[] before = losses(logits, weights, penalty);
    double[] length = new double[width];
    Arrays.fill(length, 1);
    for (int halving = 0; ; halving++) {
      float[] triedLogits = logits.clone();
      float[] triedWeights = weights.clone();
      addScaled(triedLogits, length, 1, change);
      addScaled(triedWeights, length, 1, direction);
      double[] after = losses(triedLogits, triedWeights, penalty);
      boolean worse = false;
      for (int m = 0; m < width; m++) {
        if (after[m] > before[m] + 1e-6 * Math.abs(before[m])) {
          length[m] = halving < HALVINGS ? length[m] / 2 : 0;
          worse = true;
        }
      }
      if (!worse || halving > HALVINGS) {
        weights = triedWeights;
        return triedLogits;
      }
    }
  }

  private double[] losses(float[] logits, float[] w, double penalty) {
    double[] loss = new double[width];
    for (int i = 0; i < logits.length; i++) {
      double z = logits[i];
      loss[i % width] += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - given[i] * z;
    }
    for (int i = width; i < w.length; i++) {
      loss[i % width] += penalty / 2 * w[i] * w[i];
    }
    return loss;
  }

  private static float[] negated(float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = -x[i];
    }
    return y;
  }

  private static float[] product(float[] a, float[] b) {
    float[] y = new float[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b[i];
    }
    return y;
  }

  /** Scalar products, one for each medication. */
  private double[] products(float[] a, float[] b) {
    double[] sums = new double[width];
    for (int from = 0; from < a.length; from += width) {
      for (int m = 0; m < width; m++) {
        sums[m] += a[from + m] * b[from + m];
      }
    }
    return sums;
  }

  private void addScaled(float[] y, double[] by, float sign, float[] x) {
    for (int from = 0; from < y.length; from += width) {
      for (int m = 0; m < width; m++) {
        y[from + m] += sign * (float) by[m] * x[from + m];
      }
    }
  }

  private static double[] ratios(double[] a, double[] b) {
    double[] ratios = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      ratios[i] = b[i] > 0 ? a[i] / b[i] : 0;
    }
    return ratios;
  }

  private static double total(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
