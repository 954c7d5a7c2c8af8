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

/** Parameters as a safetensors file: by name, float32, complete. */
final class WeightFile {

  private WeightFile() {}

  /** Writes all parameters under their names. */
  static void write(Path file, List<NetworkParameter> parameters) throws IOException {
    NDList list = new NDList(parameters.size());
    for (NetworkParameter parameter : parameters) {
      parameter.array().setName(parameter.name());
      list.add(parameter.array());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      list.encode(out, NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Reads values into parameters, in place.
   *
   * @throws IOException when the file cannot be read, or lacks, or has too many, or has other
   *     shapes of parameters
   */
  static void read(Path file, NDManager root, List<NetworkParameter> parameters)
      throws IOException {
    try (NDScope scope = new NDScope();
        NDManager manager = root.newSubManager();
        InputStream in = Files.newInputStream(file)) {
      scope.suppressNotUsedWarning();
      Map<String, NDArray> found = new HashMap<>();
      decode(file, manager, in).forEach(array -> found.put(array.getName(), array));
      for (NetworkParameter parameter : parameters) {
        NDArray values = found.remove(parameter.name());
        check(file, parameter, values);
        parameter.array().set(values.toFloatArray());
      }
      if (!found.isEmpty()) {
        throw new IOException(
            "Weight file %s has parameters that the configured network lacks: %s; use the configuration it was written with."
                .formatted(file, found.keySet()));
      }
    }
  }

  private static NDList decode(Path file, NDManager manager, InputStream in) throws IOException {
    try {
      return NDList.decode(manager, in);
    } catch (RuntimeException e) {
      throw new IOException("Weight file " + file + " is no readable safetensors file.", e);
    }
  }

  private static void check(Path file, NetworkParameter parameter, NDArray values)
      throws IOException {
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
}
