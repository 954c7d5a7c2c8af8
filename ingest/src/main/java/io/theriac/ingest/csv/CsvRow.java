package io.theriac.ingest.csv;

import io.theriac.ingest.ImportException;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** One row of a table. Its errors show where a value stands and what was expected, never it. */
public final class CsvRow {

  private final String file;
  private final long line;
  private final CSVRecord record;

  CsvRow(String file, long line, CSVRecord record) {
    this.file = file;
    this.line = line;
    this.record = record;
  }

  /** The value without surrounding space; empty for blank, {@code NA} and {@code NULL}. */
  public String text(Column column) {
    String value = record.get(column.index()).strip();
    return value.equals("NA") || value.equals("NULL") ? "" : value;
  }

  /** The value, or empty text when the table lacks the column. */
  public String text(Optional<Column> column) {
    return column.map(this::text).orElse("");
  }

  /**
   * A value that must not be blank.
   *
   * @throws ImportException if it is
   */
  public String need(Column column) {
    String value = text(column);
    if (value.isEmpty()) {
      throw error(column, "is blank", "fill it in or remove the row");
    }
    return value;
  }

  /**
   * A finite number.
   *
   * @throws ImportException if it is none
   */
  public double number(Column column) {
    try {
      double value = Double.parseDouble(text(column));
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw error(column, "is not a number", "write it like 12.5");
    }
    throw error(column, "is not a finite number", "write it like 12.5");
  }

  /** What to throw for a value of this row; the sentence does not show the value. */
  public ImportException error(Column column, String reason, String remedy) {
    return new ImportException(
        "%s line %d, column %s %s: %s.".formatted(file, line, column.name(), reason, remedy));
  }
}
