package io.theriac.state;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.state.rows.VisitHeader;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The closed visits that an order's change concerns. */
final class TouchedVisits {

  private TouchedVisits() {}

  /**
   * Closed visits among the order's own, and later ones if it goes on through them.
   *
   * <p>A closed visit tells what held at its discharge. So what happens to an order afterwards
   * concerns no visit discharged before, and in the usual case, a stop reported when it happens,
   * nothing is looked at.
   */
  static Set<String> of(
      Rows rows, String patient, Order beforeOrNull, Order after, Instant occurredAt) {
    Instant since = changedSince(beforeOrNull, after, occurredAt);
    boolean laterOnly = beforeOrNull != null && beganTheSame(beforeOrNull, after);
    Set<String> touched = new LinkedHashSet<>();
    for (String visit : ownVisits(beforeOrNull, after)) {
      VisitHeader header = Visits.header(rows, patient, visit);
      Instant closedAt = header.getClosedAt();
      if (closedAt != null && (!laterOnly || !closedAt.isBefore(since))) {
        touched.add(visit);
      }
    }
    if (after.continuing() || (beforeOrNull != null && beforeOrNull.continuing())) {
      rows.all(Kind.HISTORY, Keys.historySince(patient, since)).stream()
          .map(ClosedVisit::getVisitId)
          .forEach(touched::add);
    }
    return touched;
  }

  private static List<String> ownVisits(Order beforeOrNull, Order after) {
    Stream<String> before =
        beforeOrNull == null ? Stream.empty() : beforeOrNull.roles().keySet().stream();
    return Stream.concat(before, after.roles().keySet().stream()).distinct().sorted().toList();
  }

  private static boolean beganTheSame(Order before, Order after) {
    return before.type() == after.type()
        && before.firstMedication().equals(after.firstMedication())
        && Objects.equals(before.startedAt(), after.startedAt())
        && before.roles().equals(after.roles())
        && before.cancelled().equals(after.cancelled());
  }

  /** The earliest discharge whose visit can tell the difference. */
  private static Instant changedSince(Order beforeOrNull, Order after, Instant occurredAt) {
    Instant since = earlier(occurredAt, after.activeFrom());
    if (beforeOrNull == null) {
      return since;
    }
    boolean sameStart =
        beforeOrNull.type() == after.type()
            && beforeOrNull.firstMedication().equals(after.firstMedication())
            && Objects.equals(beforeOrNull.startedAt(), after.startedAt())
            && Objects.equals(beforeOrNull.activeFrom(), after.activeFrom())
            && beforeOrNull.continuing() == after.continuing();
    since = sameStart ? occurredAt : earlier(since, beforeOrNull.activeFrom());
    boolean sameEnd = Objects.equals(beforeOrNull.end(), after.end());
    return sameEnd ? since : earlier(earlier(since, beforeOrNull.end()), after.end());
  }

  private static Instant earlier(Instant a, Instant bOrNull) {
    return bOrNull != null && bOrNull.isBefore(a) ? bOrNull : a;
  }
}
