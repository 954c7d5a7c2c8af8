package io.theriac.ingest;

import io.theriac.ingest.csv.CsvFile;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.csv.CsvTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the tables of an import one after the other, counting rows and reporting progress. */
final class Tables {

  private static final int REPORT_EVERY = 1024;

  private final CsvSource source;
  private final Tally tally;
  private final ImportProgress progress;
  private final Map<String, CsvFile> files = new LinkedHashMap<>();
  private final long totalBytes;
  private long bytesDone;

  /**
   * @param required tables that must be there
   * @throws ImportException if one is missing
   */
  Tables(
      CsvSource source,
      List<String> required,
      List<String> optional,
      Tally tally,
      ImportProgress progress) {
    this.source = source;
    this.tally = tally;
    this.progress = progress;
    for (String table : required) {
      files.put(table, source.find(table).orElseThrow(() -> missing(table)));
    }
    for (String table : optional) {
      source
          .find(table)
          .ifPresentOrElse(
              file -> files.put(table, file),
              () -> tally.adjusted(table + ": no such file, imported without"));
    }
    this.totalBytes = files.values().stream().mapToLong(CsvFile::bytes).sum();
  }

  private ImportException missing(String table) {
    return new ImportException(
        "%s holds no %s.csv or %s.csv.gz: give a directory with the exported tables."
            .formatted(source.describe(), table, table));
  }

  /**
   * Reads a table, if it is there.
   *
   * @param binder finds the columns and returns what to do with each row
   */
  void read(String name, Function<CsvTable, Consumer<CsvRow>> binder) {
    CsvFile file = files.get(name);
    if (file == null) {
      return;
    }
    try (CsvTable table = CsvTable.open(file)) {
      Consumer<CsvRow> rows = binder.apply(table);
      long count = 0;
      for (CsvRow row = table.next(); row != null; row = table.next()) {
        tally.row(name);
        rows.accept(row);
        if (++count % REPORT_EVERY == 0) {
          report(name, bytesDone + table.bytesRead());
        }
      }
    }
    bytesDone += file.bytes();
    report(name, bytesDone);
  }

  private void report(String name, long done) {
    long shown = Math.min(done, totalBytes);
    progress.update(ImportProgress.Stage.READING, name, shown, totalBytes);
  }
}
