package io.theriac.model.cohort.file;

import io.theriac.model.ddi.Interactions;
import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.avro.Coding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cohort's own interactions: comma-separated numbers without a header, a row and a column for
 * each medication of its list; 0 is none, above 0 is the weight of an interaction.
 */
final class InteractionTable implements Interactions {

  private final float[][] table;
  private final Map<CodeKey, Integer> indices = new HashMap<>();
  private final String fingerprint;

  private InteractionTable(float[][] table, List<Coding> medications) {
    this.table = table;
    Fingerprint hash = new Fingerprint();
    for (int i = 0; i < table.length; i++) {
      indices.put(CodeKey.of(medications.get(i)), i);
      hash.add(CodeKey.of(medications.get(i)).toString());
      for (int j = 0; j < i; j++) {
        hash.add(Float.toString(table[i][j]));
      }
    }
    fingerprint = hash.hex();
  }

  /**
   * Reads a table.
   *
   * @throws InvalidCohortException if it is not square, symmetric and of the list's size
   */
  static InteractionTable read(Path path, CodeList medications) {
    List<String> lines;
    try {
      lines = Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw InvalidCohortException.unreadable(path, e);
    }
    String file = path.getFileName().toString();
    int n = medications.size();
    if (lines.size() != n) {
      throw new InvalidCohortException(
          "%s has %d lines, but %s has %d medications: write one line for each."
              .formatted(file, lines.size(), medications.file(), n));
    }
    float[][] table = new float[n][];
    for (int i = 0; i < n; i++) {
      table[i] = row(file, i + 1, lines.get(i).split(",", -1), n);
    }
    requireSymmetric(file, table);
    return new InteractionTable(table, medications.codes());
  }

  private static float[] row(String file, int line, String[] values, int n) {
    if (values.length != n) {
      throw new InvalidCohortException(
          "%s, line %d: %d values instead of %d; write one for each medication."
              .formatted(file, line, values.length, n));
    }
    float[] row = new float[n];
    for (int j = 0; j < n; j++) {
      try {
        row[j] = Float.parseFloat(values[j].strip());
      } catch (NumberFormatException e) {
        row[j] = Float.NaN;
      }
      if (!(row[j] >= 0 && row[j] <= 100)) {
        throw new InvalidCohortException(
            "%s, line %d, column %d: '%s' is no weight; write 0, or a number up to 100."
                .formatted(file, line, j + 1, values[j]));
      }
    }
    return row;
  }

  private static void requireSymmetric(String file, float[][] table) {
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j <= i; j++) {
        if (table[i][j] != table[j][i] || (i == j && table[i][i] != 0)) {
          throw new InvalidCohortException(
              "%s, line %d, column %d: an interaction holds both ways and never with itself; make the table symmetric, its diagonal 0."
                  .formatted(file, i + 1, j + 1));
        }
      }
    }
  }

  @Override
  public float[][] weights(List<Coding> medications) {
    float[][] weights = new float[medications.size()][medications.size()];
    for (int i = 0; i < weights.length; i++) {
      Integer row = indices.get(CodeKey.of(medications.get(i)));
      for (int j = 0; row != null && j < weights.length; j++) {
        Integer column = indices.get(CodeKey.of(medications.get(j)));
        weights[i][j] = column == null ? 0 : table[row][column];
      }
    }
    return weights;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
