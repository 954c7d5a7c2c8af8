package io.theriac.model.net;

import ai.djl.ndarray.NDArray;

/**
 * A parameter of a network and its name in the weight file.
 *
 * @param name path of blocks and the parameter's own name, joined by dots
 * @param array the values, owned by the network
 */
public record NetworkParameter(String name, ParameterGroup group, NDArray array) {

  /**
   * Overwrites the values. The engine's own way, {@link NDArray#set}, warns of its own code on
   * standard error.
   */
  void put(float[] values) {
    try (NDArray fresh = array.getManager().create(values, array.getShape());
        NDArray shared = array.stopGradient()) {
      shared.subi(shared).addi(fresh);
    }
  }
}
