package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.causal.CausalGraph;
import io.theriac.model.causal.CausalTables;
import io.theriac.model.causal.Effects;
import io.theriac.model.causal.MoleculeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link TrainingTables} as arrays of a weight file, named {@code tables.…}. Pairs of indices are
 * int64 of shape [pairs, 2]; an array without any is left out.
 */
record TableArrays(Path file, Map<String, NDArray> arrays) {

  private static final String PREFIX = "tables.";
  private static final String DIAGNOSIS_EFFECTS = PREFIX + "diagnoses.effects";
  private static final String PROCEDURE_EFFECTS = PREFIX + "procedures.effects";
  private static final String DIAGNOSIS_ARROWS = PREFIX + "diagnoses.arrows";
  private static final String PROCEDURE_ARROWS = PREFIX + "procedures.arrows";
  private static final String MEDICATION_ARROWS = PREFIX + "medications.arrows";
  private static final String MOLECULES = PREFIX + "medications.molecules";
  private static final String MOLECULE_COUNT = PREFIX + "molecules";
  private static final String LABS = PREFIX + "labs.scale";
  private static final String LAB_TESTS = PREFIX + "labs.tests";

  /** Removes the tables from arrays by name. */
  static TableArrays takenFrom(Path file, Map<String, NDArray> found) {
    Map<String, NDArray> tables = new HashMap<>();
    for (String name : List.copyOf(found.keySet())) {
      if (name.startsWith(PREFIX)) {
        tables.put(name, found.remove(name));
      }
    }
    return new TableArrays(file, tables);
  }

  /** The tables that a configuration needs, as arrays. */
  static NDList of(TrainingTables tables, NetworkConfig config, NDManager manager) {
    NDList list = new NDList();
    CausalTables causal = tables.causal();
    if (config.causal()) {
      add(list, DIAGNOSIS_EFFECTS, NetBlock.matrix(manager, causal.diagnosisEffects().table()));
      add(list, PROCEDURE_EFFECTS, NetBlock.matrix(manager, causal.procedureEffects().table()));
    }
    if (config.trunk().roles()) {
      pairs(list, DIAGNOSIS_ARROWS, causal.diagnoses().arrows(), manager);
      pairs(list, PROCEDURE_ARROWS, causal.procedures().arrows(), manager);
      pairs(list, MEDICATION_ARROWS, causal.medications().arrows(), manager);
    }
    if (config.trunk().molecules()) {
      pairs(list, MOLECULES, pairs(tables.molecules()), manager);
      add(list, MOLECULE_COUNT, manager.create(new float[] {tables.molecules().molecules()}));
    }
    if (config.trunk().setting().labs()) {
      LabScale labs = tables.labs();
      add(list, LABS, manager.create(new float[] {labs.testMean(), labs.testDeviation()}));
      if (labs.mean().length > 0) {
        add(
            list,
            LAB_TESTS,
            NetBlock.matrix(manager, new float[][] {labs.mean(), labs.deviation()}));
      }
    }
    return list;
  }

  /**
   * Reads the tables that a configuration needs.
   *
   * @throws IOException when one is missing or does not fit the vocabularies
   */
  TrainingTables read(NetworkConfig config, NetworkShape shape) throws IOException {
    TrainingTables none = TrainingTables.none(shape);
    int medications = shape.medications();
    PublishedOptions trunk = config.trunk();
    CausalTables causal = none.causal();
    if (config.causal()) {
      causal =
          new CausalTables(
              new Effects(matrix(DIAGNOSIS_EFFECTS, shape.diagnoses(), medications)),
              new Effects(matrix(PROCEDURE_EFFECTS, shape.procedures(), medications)),
              CausalGraph.of(shape.diagnoses(), pairs(DIAGNOSIS_ARROWS)),
              CausalGraph.of(shape.procedures(), pairs(PROCEDURE_ARROWS)),
              CausalGraph.of(medications, pairs(MEDICATION_ARROWS)));
    }
    MoleculeTable molecules = trunk.molecules() ? molecules(medications) : none.molecules();
    return new TrainingTables(causal, molecules, trunk.setting().labs() ? labs() : none.labs());
  }

  private LabScale labs() throws IOException {
    float[][] scale = matrix(LABS, 1, 2);
    if (!arrays.containsKey(LAB_TESTS)) {
      return new LabScale(new float[0], new float[0], scale[0][0], scale[0][1]);
    }
    int tests = Math.toIntExact(arrays.get(LAB_TESTS).getShape().get(1));
    float[][] ofTests = matrix(LAB_TESTS, 2, tests);
    return new LabScale(ofTests[0], ofTests[1], scale[0][0], scale[0][1]);
  }

  private float[][] matrix(String name, int rows, int width) throws IOException {
    NDArray array = arrays.get(name);
    if (array == null || array.size() != (long) rows * width) {
      throw new IOException(
          "Weight file %s: table %s is %s, but the vocabularies and configuration need %d x %d."
              .formatted(file, name, array == null ? "missing" : array.getShape(), rows, width));
    }
    float[] flat = array.toFloatArray();
    float[][] matrix = new float[rows][width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(flat, r * width, matrix[r], 0, width);
    }
    return matrix;
  }

  private int[][] pairs(String name) {
    NDArray array = arrays.get(name);
    long[] flat = array == null ? new long[0] : array.toLongArray();
    int[][] pairs = new int[flat.length / 2][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new int[] {(int) flat[2 * i], (int) flat[2 * i + 1]};
    }
    return pairs;
  }

  private static int[][] pairs(MoleculeTable molecules) {
    List<int[]> pairs = new ArrayList<>();
    for (int m = 0; m < molecules.medications(); m++) {
      for (int molecule : molecules.of(m)) {
        pairs.add(new int[] {m, molecule});
      }
    }
    return pairs.toArray(int[][]::new);
  }

  private MoleculeTable molecules(int medications) throws IOException {
    int count = (int) matrix(MOLECULE_COUNT, 1, 1)[0][0];
    List<List<Integer>> byMedication = new ArrayList<>();
    for (int m = 0; m < medications; m++) {
      byMedication.add(new ArrayList<>());
    }
    for (int[] pair : pairs(MOLECULES)) {
      byMedication.get(pair[0]).add(pair[1]);
    }
    return new MoleculeTable(
        byMedication.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new),
        count);
  }

  private static void pairs(NDList list, String name, int[][] pairs, NDManager manager) {
    if (pairs.length == 0) {
      return;
    }
    long[] flat = new long[2 * pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      flat[2 * i] = pairs[i][0];
      flat[2 * i + 1] = pairs[i][1];
    }
    add(list, name, manager.create(flat, new Shape(pairs.length, 2)));
  }

  private static void add(NDList list, String name, NDArray array) {
    array.setName(name);
    list.add(array);
  }
}
