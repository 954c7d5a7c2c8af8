package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A block whose parameters know their shapes when it is built, have dotted names and belong to an
 * optimizer's group.
 */
abstract class NetBlock extends AbstractBlock {

  private final Map<String, ParameterGroup> groups = new HashMap<>();

  /** Registers a parameter. */
  final Parameter parameter(
      String name, ParameterGroup group, Initializer initial, long... dimensions) {
    groups.put(name, group);
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optShape(new Shape(dimensions))
            .optInitializer(initial)
            .optRequiresGrad(group != ParameterGroup.FIXED)
            .build());
  }

  /** The value of a parameter on the device of an input. */
  static NDArray value(ParameterStore store, Parameter parameter, NDArray input, boolean training) {
    return store.getValue(parameter, input.getDevice(), training);
  }

  /** Runs a block of one result. */
  static NDArray apply(Block block, ParameterStore store, boolean training, NDArray... inputs) {
    return block.forward(store, new NDList(inputs), training).singletonOrThrow();
  }

  /** Makes arrays that are no parameters: fixed, and not saved. */
  void constants(NDManager manager) {}

  /** A matrix of these rows. */
  static NDArray matrix(NDManager manager, float[][] rows) {
    return manager.create(Initial.flat(rows), new Shape(rows.length, rows[0].length));
  }

  /** Rows of a matrix by index, with gradients. */
  static NDArray rows(NDArray matrix, NDArray index) {
    return Embedding.embedding(index, matrix, SparseFormat.DENSE).head();
  }

  /** Appends the parameters of this block and its children. */
  final void collect(String prefix, List<NetworkParameter> into) {
    for (Pair<String, Parameter> own : getDirectParameters()) {
      into.add(
          new NetworkParameter(
              prefix + own.getKey(), groups.get(own.getKey()), own.getValue().getArray()));
    }
    for (Pair<String, Block> child : getChildren()) {
      // DJL puts a two-digit ordinal before a child's name.
      ((NetBlock) child.getValue()).collect(prefix + child.getKey().substring(2) + '.', into);
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    constants(manager);
    for (Block child : children.values()) {
      child.initialize(manager, type, inputs);
    }
  }
}
