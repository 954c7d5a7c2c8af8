package io.theriac.model.net;

/** How a parameter is to be treated by the optimizer. */
public enum ParameterGroup {
  /** Weight matrices and embeddings: little decay. */
  MATRIX,
  /** Biases, gates and slopes: no decay. */
  VECTOR,
  /** Deviations from a prior, one number a pair: strong decay towards the prior. */
  TABLE,
  /** Not learned: priors and the interaction matrix. */
  FIXED
}
