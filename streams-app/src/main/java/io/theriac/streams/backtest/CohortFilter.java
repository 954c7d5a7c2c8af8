package io.theriac.streams.backtest;

import io.theriac.streams.backtest.score.VisitScore;
import io.theriac.streams.config.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which visits a report is about, written {@code age=65-120,sex=FEMALE,class=INPATIENT,visit=2-9}:
 * all that is said must hold.
 */
public final class CohortFilter {

  private final String text;
  private final List<Predicate<VisitScore>> conditions;

  private CohortFilter(String text, List<Predicate<VisitScore>> conditions) {
    this.text = text;
    this.conditions = conditions;
  }

  /** All visits. */
  public static CohortFilter all() {
    return new CohortFilter("", List.of());
  }

  /**
   * Reads the written form; an empty text is all visits.
   *
   * @throws UserError if it cannot be understood
   */
  public static CohortFilter parse(String text) {
    List<Predicate<VisitScore>> conditions = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String[] sides = part.trim().split("=", 2);
      if (sides.length != 2) {
        throw invalid(part);
      }
      conditions.add(condition(sides[0].trim().toLowerCase(Locale.ROOT), sides[1].trim(), part));
    }
    return new CohortFilter(text.trim(), conditions);
  }

  private static Predicate<VisitScore> condition(String field, String value, String part) {
    return switch (field) {
      case "age" -> {
        int[] range = range(value, part);
        yield visit -> visit.age() >= range[0] && visit.age() <= range[1];
      }
      case "visit" -> {
        int[] range = range(value, part);
        yield visit -> visit.visitNumber() >= range[0] && visit.visitNumber() <= range[1];
      }
      case "sex" -> visit -> visit.sex().equalsIgnoreCase(value);
      case "class" -> visit -> visit.patientClass().equalsIgnoreCase(value);
      default -> throw invalid(part);
    };
  }

  private static int[] range(String value, String part) {
    try {
      String[] ends = value.split("-", 2);
      int from = Integer.parseInt(ends[0].trim());
      return new int[] {from, ends.length == 1 ? from : Integer.parseInt(ends[1].trim())};
    } catch (NumberFormatException e) {
      throw invalid(part);
    }
  }

  private static UserError invalid(String part) {
    return new UserError(
        "--cohort '%s' cannot be understood: write age=65-120, sex=FEMALE, class=INPATIENT or visit=2-9, several with commas between."
            .formatted(part.trim()));
  }

  /** Whether a visit belongs to it. */
  public boolean has(VisitScore visit) {
    return conditions.stream().allMatch(condition -> condition.test(visit));
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
