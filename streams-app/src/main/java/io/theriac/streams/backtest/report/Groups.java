package io.theriac.streams.backtest.report;

import io.theriac.streams.backtest.score.VisitScore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How visits are divided. */
final class Groups {

  /** A way to divide visits; names in the order to show them, empty: as they come. */
  record Way(String name, List<String> order, Function<VisitScore, String> group) {}

  static final List<Way> ALL =
      List.of(
          new Way(
              "age",
              List.of("0-17", "18-39", "40-64", "65-79", "80 and more", "unknown"),
              Groups::age),
          new Way("sex", List.of(), VisitScore::sex),
          new Way(
              "visit of the patient",
              List.of("1st", "2nd or 3rd", "4th to 9th", "10th to 24th", "25th and later"),
              Groups::number),
          new Way("patient class", List.of(), VisitScore::patientClass));

  private static final int MOST_PERIODS = 24;

  private Groups() {}

  static String age(VisitScore visit) {
    int age = visit.age();
    return age < 0
        ? "unknown"
        : age < 18
            ? "0-17"
            : age < 40 ? "18-39" : age < 65 ? "40-64" : age < 80 ? "65-79" : "80 and more";
  }

  private static String number(VisitScore visit) {
    int number = visit.visitNumber();
    return number == 1
        ? "1st"
        : number < 4
            ? "2nd or 3rd"
            : number < 10 ? "4th to 9th" : number < 25 ? "10th to 24th" : "25th and later";
  }

  /** Of which kind the visit is, without saying whose it is. */
  static String describe(VisitScore visit) {
    return "%s, %s, visit %d, %s"
        .formatted(age(visit), visit.sex(), visit.visitNumber(), visit.patientClass());
  }

  /** The first day of the period of a day: days, weeks, months, quarters, years or decades. */
  static UnaryOperator<LocalDate> periods(Instant from, Instant to) {
    long days = Math.max(1, ChronoUnit.DAYS.between(from, to));
    if (days <= MOST_PERIODS) {
      return day -> day;
    }
    if (days <= 7 * MOST_PERIODS) {
      return day -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
    }
    if (days <= 31 * MOST_PERIODS) {
      return day -> day.withDayOfMonth(1);
    }
    if (days <= 92 * MOST_PERIODS) {
      return day -> day.with(IsoFields.DAY_OF_QUARTER, 1);
    }
    if (days <= 366 * MOST_PERIODS) {
      return day -> day.withDayOfYear(1);
    }
    return day -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
  }

  static LocalDate day(VisitScore visit) {
    return Instant.ofEpochMilli(visit.dischargedAt()).atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
