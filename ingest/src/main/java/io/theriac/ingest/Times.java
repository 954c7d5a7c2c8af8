package io.theriac.ingest;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads times of tables; instants are milliseconds since 1970-01-01T00:00Z. */
public final class Times {

  private static final int DATE_LENGTH = 10;

  private Times() {}

  /** A time with its zone, or a date, which is the beginning of its day in UTC. */
  public static long instant(CsvRow row, Column column) {
    String text = row.need(column);
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw row.error(column, "is not a time", "write it like 2020-01-31T09:30:00Z or 2020-01-31");
    }
  }

  /** The same, or null when blank or without such a column. */
  public static Long optionalInstant(CsvRow row, Optional<Column> column) {
    return row.text(column).isEmpty() ? null : Long.valueOf(instant(row, column.orElseThrow()));
  }

  /** A local time, or a date, which is its midnight; null when blank. */
  public static LocalDateTime local(CsvRow row, Column column) {
    String text = row.text(column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay()
          : LocalDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeException e) {
      throw row.error(
          column, "is not a local time", "write it like 2020-01-31 09:30:00 or 2020-01-31");
    }
  }

  /** The year of a date; null when blank. */
  public static Integer year(CsvRow row, Column column) {
    LocalDateTime time = local(row, column);
    return time == null ? null : Integer.valueOf(time.getYear());
  }
}
