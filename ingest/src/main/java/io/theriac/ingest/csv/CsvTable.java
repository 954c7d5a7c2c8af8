package io.theriac.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.theriac.ingest.ImportException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * An open CSV table with a header row, read row by row; column names are matched without regard to
 * case, and every error names file, line and column.
 */
public final class CsvTable implements Closeable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
  private static final int BUFFER = 1 << 16;

  private final CsvFile file;
  private final CountingStream counter;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private long line = 1;

  private CsvTable(CsvFile file, CountingStream counter, CSVParser parser) {
    this.file = file;
    this.counter = counter;
    this.parser = parser;
    this.records = parser.iterator();
    this.header = new ArrayList<>();
    CSVRecord first = nextRecord();
    if (first == null) {
      throw new ImportException(
          "%s is empty: it needs a header row with the column names.".formatted(file.name()));
    }
    first.forEach(name -> header.add(name.strip().replace("\uFEFF", "")));
  }

  /**
   * Opens a table and reads its header.
   *
   * @throws ImportException if it cannot be read or is empty
   */
  public static CsvTable open(CsvFile file) {
    CountingStream counter = null;
    try {
      counter = new CountingStream(file.opener().open());
      InputStream bytes = file.isGzip() ? new GZIPInputStream(counter, BUFFER) : counter;
      BufferedReader text = new BufferedReader(new InputStreamReader(bytes, UTF_8), BUFFER);
      return new CsvTable(file, counter, CSVParser.parse(text, FORMAT));
    } catch (IOException e) {
      closeQuietly(counter);
      throw unreadable(file, 1, e);
    } catch (ImportException e) {
      closeQuietly(counter);
      throw e;
    }
  }

  /** File name, for messages. */
  public String name() {
    return file.name();
  }

  /** Bytes read so far, as they lie on disk. */
  public long bytesRead() {
    return counter.count;
  }

  /**
   * A column that must be there.
   *
   * @param names the name, then older names of the same column
   * @throws ImportException if none is there
   */
  public Column required(String... names) {
    return Arrays.stream(names)
        .map(this::optional)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new ImportException(
                    "%s line 1 has no column %s: export the table with this column."
                        .formatted(name(), String.join(" or ", names))));
  }

  /** A column that may be there. */
  public Optional<Column> optional(String name) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(name)) {
        return Optional.of(new Column(name.toUpperCase(Locale.ROOT), i));
      }
    }
    return Optional.empty();
  }

  /** The next row, or null at the end. */
  public CsvRow next() {
    CSVRecord record = nextRecord();
    if (record == null) {
      return null;
    }
    if (record.size() != header.size()) {
      throw new ImportException(
          "%s line %d has %d columns, the header %d: put values that hold commas in quotes."
              .formatted(name(), line, record.size(), header.size()));
    }
    return new CsvRow(name(), line, record);
  }

  private CSVRecord nextRecord() {
    long before = parser.getCurrentLineNumber();
    try {
      if (!records.hasNext()) {
        return null;
      }
      line = before + 1;
      return records.next();
    } catch (UncheckedIOException e) {
      throw unreadable(file, before + 1, e.getCause());
    }
  }

  private static ImportException unreadable(CsvFile file, long line, IOException cause) {
    return new ImportException(
        "%s cannot be read from line %d on: check that the file is complete, CSV%s."
            .formatted(
                file.name(),
                line,
                file.isGzip() ? " and really gzip" : " and its quotes are closed"),
        cause);
  }

  private static void closeQuietly(Closeable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (IOException e) {
        // The error that brought us here says more.
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(parser);
  }

  private static final class CountingStream extends FilterInputStream {

    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
