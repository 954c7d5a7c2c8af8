package io.theriac.ingest;

import io.theriac.ingest.ClinicalEvents.Order;
import io.theriac.ingest.ImportOptions.BlankNdc;
import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.OrderType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads MIMIC-III's prescriptions, whose times are dates.
 *
 * <p>An order begins at midnight of its start date, moved into the admission (a start on the day of
 * admission is the admission); the date itself stands in {@code startsAt}. The end date includes
 * its day; an order stopped before the discharge is discontinued then, any other ends with the
 * admission.
 */
final class MimicPrescriptions {

  private static final String TABLE = "PRESCRIPTIONS";
  private static final int NDC_DIGITS = 11;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern ZERO = Pattern.compile("0+");

  /** With the order's dates and code, what tells one order of an admission from another. */
  private static final List<String> DISTINGUISHING =
      List.of(
          "DRUG_TYPE",
          "PROD_STRENGTH",
          "DOSE_VAL_RX",
          "DOSE_UNIT_RX",
          "FORM_VAL_DISP",
          "FORM_UNIT_DISP",
          "ROUTE");

  private final Cohort cohort;
  private final ClinicalEvents events;
  private final Tally tally;
  private final ImportOptions options;
  private String ndcBefore = "";

  MimicPrescriptions(Cohort cohort, ClinicalEvents events, Tally tally, ImportOptions options) {
    this.cohort = cohort;
    this.events = events;
    this.tally = tally;
    this.options = options;
  }

  /** The columns of the table at hand. */
  private record Columns(
      Column subject,
      Column admission,
      Column start,
      Column end,
      Column drug,
      Column ndc,
      List<Column> distinguishing) {

    Columns(CsvTable table) {
      this(
          table.required("SUBJECT_ID"),
          table.required("HADM_ID"),
          table.required("STARTDATE"),
          table.required("ENDDATE"),
          table.required("DRUG"),
          table.required("NDC"),
          DISTINGUISHING.stream().map(table::optional).flatMap(Optional::stream).toList());
    }
  }

  Consumer<CsvRow> bind(CsvTable table) {
    Columns columns = new Columns(table);
    return row -> {
      String ndc = ndc(row, columns.ndc);
      Encounter encounter =
          ndc == null
              ? null
              : MimicImporter.encounter(
                  cohort, tally, TABLE, row, columns.subject, columns.admission);
      if (encounter != null) {
        prescription(row, columns, encounter, ndc);
      }
    };
  }

  /** The code with all its eleven digits; null, and counted, if there is none. */
  private String ndc(CsvRow row, Column column) {
    String text = row.text(column);
    if (text.isEmpty() && options.blankNdc() == BlankNdc.FILL_FROM_ROW_BEFORE) {
      tally.adjusted(TABLE + ": blank NDC, taken from the row before");
      text = ndcBefore;
    }
    if (text.isEmpty()) {
      tally.leftOut(TABLE + ": NDC is blank");
      return null;
    }
    if (ZERO.matcher(text).matches()) {
      tally.leftOut(TABLE + ": NDC is 0");
      return null;
    }
    if (!DIGITS.matcher(text).matches()) {
      tally.leftOut(TABLE + ": NDC is not a number of up to 11 digits");
      return null;
    }
    ndcBefore = "0".repeat(NDC_DIGITS - text.length()) + text;
    return ndcBefore;
  }

  private void prescription(CsvRow row, Columns columns, Encounter encounter, String ndc) {
    LocalDateTime startDate = Times.local(row, columns.start);
    LocalDateTime endDate = Times.local(row, columns.end);
    if (startDate == null) {
      tally.adjusted(TABLE + ": no start date, begun at admission");
    }
    long start = startDate == null ? encounter.start : millis(startDate);
    if (!encounter.accepts(start)) {
      tally.leftOut(TABLE + ": starts more than 7 days outside the admission");
      return;
    }
    if (startDate != null && endDate != null && endDate.isBefore(startDate)) {
      tally.adjusted(TABLE + ": end before start, ended on the start date");
      endDate = startDate;
    }
    long time = encounter.within(start);
    Long end = endDate == null ? null : millis(endDate.toLocalDate().plusDays(1).atStartOfDay());
    Order order =
        new Order(
            events.id("order", naturalKey(row, columns, ndc)),
            new Coding("NDC", ndc, name(row.text(columns.drug))),
            OrderType.INPATIENT,
            Instant.ofEpochMilli(Math.max(start, encounter.start)),
            end == null ? null : Instant.ofEpochMilli(end));
    events.ordered(encounter, order, time);
    if (end != null && end < encounter.stop && time + 1 < encounter.stop) {
      long stopped = Math.max(end, time + 1);
      events.discontinued(encounter.patient, encounter, order, stopped);
    }
  }

  private static String[] naturalKey(CsvRow row, Columns columns, String ndc) {
    List<String> key = new ArrayList<>();
    key.add(ndc);
    Stream.of(columns.admission, columns.start, columns.end, columns.drug)
        .map(row::text)
        .forEach(key::add);
    columns.distinguishing.stream().map(row::text).forEach(key::add);
    return key.toArray(String[]::new);
  }

  /** MIMIC's DRUG is the pharmacy system's name of the drug. */
  private static String name(String drug) {
    return drug.isEmpty() ? null : drug;
  }

  private long millis(LocalDateTime local) {
    return local.atZone(options.zone()).toInstant().toEpochMilli();
  }
}
