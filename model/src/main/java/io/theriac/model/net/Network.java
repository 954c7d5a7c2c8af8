package io.theriac.model.net;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A {@link GraphDiffMed} with its values. One instance may be scored by many threads at once; it is
 * trained by one.
 */
public final class Network implements AutoCloseable {

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final TrainingTables tables;
  private final NDManager manager;
  private final GraphDiffMed block;
  private final ParameterStore store;
  private final List<NetworkParameter> parameters = new ArrayList<>();
  private Collator collator;
  private boolean frozen;

  private Network(
      NetworkConfig config,
      NetworkShape shape,
      Priors priors,
      TrainingTables tables,
      float[][] ddi,
      boolean trainable,
      Device device) {
    this.config = config;
    this.shape = shape;
    this.tables = tables;
    if (config.trunk().molecules() && tables.molecules().isEmpty()) {
      throw new IllegalArgumentException(
          "Network configuration: molecules are on, but no medication's molecules are known: give a"
              + " table of molecules or switch them off.");
    }
    manager = engine().newBaseManager(device);
    block = new GraphDiffMed(config, shape, priors, tables, ddi);
    if (!trainable) {
      block.getParameters().forEach(named -> named.getValue().freeze(true));
    }
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
    store = new ParameterStore(manager, false);
    block.collect("", parameters);
    collator = new Collator(config, shape, ddi, tables);
  }

  private static Engine engine() {
    return Engine.getEngine("PyTorch");
  }

  /** A network to train whose configuration needs no tables. */
  public static Network create(
      NetworkConfig config, NetworkShape shape, Priors priors, float[][] ddi, int seed) {
    return create(config, shape, priors, TrainingTables.none(shape), ddi, seed);
  }

  /**
   * A network to train.
   *
   * @param ddi interactions of the medications, [M][M]
   * @param seed of the first values; it also seeds the engine, hence dropout
   * @throws IllegalArgumentException when molecules are configured and none is known
   */
  public static Network create(
      NetworkConfig config,
      NetworkShape shape,
      Priors priors,
      TrainingTables tables,
      float[][] ddi,
      int seed) {
    engine().setRandomSeed(seed);
    return new Network(config, shape, priors, tables, ddi, true, Device.cpu());
  }

  /** {@link #load(Path, NetworkConfig, NetworkShape, Device)} on the CPU. */
  public static Network load(Path weights, NetworkConfig config, NetworkShape shape)
      throws IOException {
    return load(weights, config, shape, Device.cpu());
  }

  /**
   * A network to score with; no computation on it is recorded for gradients.
   *
   * @throws IOException when the file cannot be read or does not fit configuration and vocabularies
   */
  public static Network load(Path weights, NetworkConfig config, NetworkShape shape, Device device)
      throws IOException {
    try (NDManager reading = engine().newBaseManager();
        WeightFile file = WeightFile.read(weights, reading)) {
      Network network = blank(config, shape, file.tables().read(config, shape), device);
      try {
        file.restore(network.parameters);
        network.collator =
            new Collator(config, shape, network.table("interactions"), network.tables);
        return network;
      } catch (IOException | RuntimeException e) {
        network.close();
        throw e;
      }
    }
  }

  /** A network with the same values to score with. */
  public Network copy() {
    Network copy = blank(config, shape, tables, manager.getDevice());
    copy.restore(snapshot());
    copy.collator = new Collator(config, shape, table("interactions"), tables);
    return copy;
  }

  private static Network blank(
      NetworkConfig config, NetworkShape shape, TrainingTables tables, Device device) {
    int m = shape.medications();
    return new Network(config, shape, Priors.none(shape), tables, new float[m][m], false, device);
  }

  /**
   * Works out once what scoring would work out again and again; for a network that is no longer
   * trained.
   */
  void freeze() {
    if (!frozen && config.trunk().graphs()) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        block.freeze(store, manager);
      }
      collator = collator.frozen();
    }
    frozen = true;
  }

  /** Writes all values, the fixed tables included, as a safetensors file. */
  public void save(Path file) throws IOException {
    try (NDScope scope = new NDScope();
        NDManager writing = manager.newSubManager()) {
      scope.suppressNotUsedWarning();
      WeightFile.write(file, parameters, TableArrays.of(tables, config, writing));
    }
  }

  public NetworkConfig config() {
    return config;
  }

  public NetworkShape shape() {
    return shape;
  }

  /** Where arrays for this network are made; make a sub-manager for each batch. */
  public NDManager manager() {
    return manager;
  }

  /** All parameters, fixed ones included. */
  public List<NetworkParameter> parameters() {
    return List.copyOf(parameters);
  }

  /** A batch for training: every target of the windows, codes left out by chance. */
  public Batch batch(
      NDManager of, List<VisitWindow> windows, double codeDrop, SplittableRandom random) {
    return collator.batch(of, windows, false, codeDrop, random);
  }

  /** A batch for scoring the last visit of each window. */
  public Batch lastVisits(NDManager of, List<VisitWindow> windows) {
    return collator.batch(of, windows, true, 0, null);
  }

  /** A batch for scoring every target of the windows. */
  public Batch targets(NDManager of, List<VisitWindow> windows) {
    return collator.batch(of, windows, false, 0, null);
  }

  /**
   * Scores a batch.
   *
   * @return logits z, logits before the DDI field, and what of them is no evidence of single codes
   *     or medications, each [n, M]; of last visits perhaps two more, see {@link Trunk}
   */
  public NDList forward(Batch batch, boolean training) {
    return block.forward(store, batch.inputs(), training);
  }

  /** The present values by name. */
  public Map<String, float[]> snapshot() {
    Map<String, float[]> values = new HashMap<>();
    for (NetworkParameter parameter : parameters) {
      values.put(parameter.name(), parameter.array().toFloatArray());
    }
    return values;
  }

  /** Puts back the values of a network of the same shape. */
  public void restore(Map<String, float[]> snapshot) {
    if (frozen) {
      throw new IllegalStateException("A network that scores no longer changes; copy it first.");
    }
    for (NetworkParameter parameter : parameters) {
      parameter.put(snapshot.get(parameter.name()));
    }
  }

  /** What the network knows beside its weights. */
  TrainingTables tables() {
    return tables;
  }

  /** Finished vectors of diagnoses (0), procedures (1) or medications (2) in all roles. */
  float[] vectors(int kind) {
    return block.vectors(kind);
  }

  /** Rows of a parameter of two dimensions. */
  float[][] table(String name) {
    NDArray array = array(name);
    int rows = Math.toIntExact(array.getShape().get(0));
    int width = Math.toIntExact(array.getShape().get(1));
    float[] flat = array.toFloatArray();
    float[][] table = new float[rows][width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(flat, r * width, table[r], 0, width);
    }
    return table;
  }

  /** A parameter by its name. */
  NDArray array(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The network has no parameter " + name))
        .array();
  }

  @Override
  public void close() {
    manager.close();
  }
}
