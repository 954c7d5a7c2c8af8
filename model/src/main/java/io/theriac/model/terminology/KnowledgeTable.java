package io.theriac.model.terminology;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A comma-separated table (RFC 4180, UTF-8) with a fixed header, read strictly. */
public final class KnowledgeTable {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private final String file;
  private final List<String> header;
  private final List<Row> rows;

  private KnowledgeTable(String file, List<String> header, List<Row> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads a table to its end.
   *
   * @param file how messages name it
   * @throws InvalidTableException if it is not such a table
   * @throws UncheckedIOException if it cannot be read
   */
  public static KnowledgeTable read(Reader reader, String file, List<String> header) {
    List<Row> rows = new ArrayList<>();
    KnowledgeTable table = new KnowledgeTable(file, header, rows);
    try (CSVParser parser = CSVParser.parse(reader, FORMAT)) {
      boolean first = true;
      long line = 1;
      for (CSVRecord record : parser) {
        if (first) {
          table.checkHeader(record);
        } else {
          rows.add(table.row(record, line));
        }
        first = false;
        line = parser.getCurrentLineNumber() + 1;
      }
      if (first) {
        throw new InvalidTableException(
            "%s is empty: its first line must be %s.".formatted(file, String.join(",", header)));
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new InvalidTableException(notUtf8(file), e);
      }
      throw new InvalidTableException(
          "%s is not valid CSV: %s. Close every quote and double the quotes within a value."
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    return table;
  }

  /** The rows in the order of the file. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** What to say of a file in another encoding. */
  public static String notUtf8(String file) {
    return "%s is not in UTF-8: convert it, for example with iconv -f LATIN1 -t UTF-8."
        .formatted(file);
  }

  /** The first line of a file without the byte order mark that some programs begin it with. */
  public static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private void checkHeader(CSVRecord record) {
    List<String> found = new ArrayList<>(record.toList());
    if (!found.isEmpty()) {
      found.set(0, withoutMark(found.get(0)));
    }
    if (!found.equals(header)) {
      throw new InvalidTableException(
          "%s, line 1: the header is '%s'; it must be '%s'."
              .formatted(file, String.join(",", found), String.join(",", header)));
    }
  }

  private Row row(CSVRecord record, long line) {
    if (record.size() != header.size()) {
      throw new InvalidTableException(
          "%s, line %d: %d values instead of %d; quote values that hold a comma."
              .formatted(file, line, record.size(), header.size()));
    }
    return new Row(line, record);
  }

  /** One row of the table. */
  public final class Row {

    private final long line;
    private final CSVRecord record;

    private Row(long line, CSVRecord record) {
      this.line = line;
      this.record = record;
    }

    /** Where the row begins, the header being line 1. */
    public long line() {
      return line;
    }

    /** Whether the table has the column. */
    public boolean has(String column) {
      return header.contains(column);
    }

    /** A value that must not be blank, without the blanks around it. */
    public String required(String column) {
      return optional(column).orElseThrow(() -> invalid(column, "is empty", "fill it in"));
    }

    /** A value that may be blank, without the blanks around it. */
    public Optional<String> optional(String column) {
      String value = record.get(header.indexOf(column)).strip();
      return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** The error of a value, with what is wrong and what to do. */
    public InvalidTableException invalid(String column, String problem, String remedy) {
      return new InvalidTableException(
          "%s, line %d, column %s: %s; %s.".formatted(file, line, column, problem, remedy));
    }
  }
}
