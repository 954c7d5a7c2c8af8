package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters as a safetensors file: by name, float32, complete; and beside them the tables that a
 * network needs.
 */
final class WeightFile implements AutoCloseable {

  private final Path file;
  private final NDManager manager;
  private final Map<String, NDArray> found = new HashMap<>();

  private WeightFile(Path file, NDManager manager) {
    this.file = file;
    this.manager = manager;
  }

  /** Writes all parameters under their names, and the tables under theirs. */
  static void write(Path file, List<NetworkParameter> parameters, NDList tables)
      throws IOException {
    NDList list = new NDList(parameters.size() + tables.size());
    for (NetworkParameter parameter : parameters) {
      parameter.array().setName(parameter.name());
      list.add(parameter.array());
    }
    list.addAll(tables);
    try (OutputStream out = Files.newOutputStream(file)) {
      list.encode(out, NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   */
  static WeightFile read(Path file, NDManager root) throws IOException {
    WeightFile weights = new WeightFile(file, root.newSubManager());
    try (InputStream in = Files.newInputStream(file)) {
      for (NDArray array : NDList.decode(weights.manager, in)) {
        weights.found.put(array.getName(), array);
      }
      return weights;
    } catch (IOException e) {
      weights.close();
      throw e;
    } catch (RuntimeException e) {
      weights.close();
      throw new IOException("Weight file " + file + " is no readable safetensors file.", e);
    }
  }

  /** Takes out the arrays that are no parameters. */
  TableArrays tables() {
    return TableArrays.takenFrom(file, found);
  }

  /**
   * Reads what is left into parameters, in place.
   *
   * @throws IOException when parameters are missing, too many or of other shapes
   */
  void restore(List<NetworkParameter> parameters) throws IOException {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (NetworkParameter parameter : parameters) {
        NDArray values = found.remove(parameter.name());
        check(parameter, values);
        parameter.put(values.toFloatArray());
      }
    }
    if (!found.isEmpty()) {
      throw new IOException(
          "Weight file %s has parameters that the configured network lacks: %s; use the configuration it was written with."
              .formatted(file, found.keySet()));
    }
  }

  private void check(NetworkParameter parameter, NDArray values) throws IOException {
    if (values == null) {
      throw new IOException(
          "Weight file %s lacks parameter %s; use the configuration it was written with."
              .formatted(file, parameter.name()));
    }
    if (!values.getShape().equals(parameter.array().getShape())
        || values.getDataType() != DataType.FLOAT32) {
      throw new IOException(
          "Weight file %s: parameter %s is %s %s, but the vocabularies and configuration need FLOAT32 %s."
              .formatted(
                  file,
                  parameter.name(),
                  values.getDataType(),
                  values.getShape(),
                  parameter.array().getShape()));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
