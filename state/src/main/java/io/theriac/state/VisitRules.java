package io.theriac.state;

import java.time.Duration;

/**
 * How long a visit stays in each phase of its life. All durations are of event time.
 *
 * @param codingGrace after discharge, until coding counts as ended and the visit as final
 * @param revisionDelay from the first fact that changes a closed visit to its next revision, so
 *     that codes that come together make one revision
 * @param abandonedAfter without an event, until a visit that has not closed counts as abandoned
 * @param mostVisitBytes a visit larger than this, as it stands in the rows, is not closed anew
 * @param mostRecordBytes the record of a patient larger than this, counted with 256 bytes for each
 *     row, is not moved or erased
 */
public record VisitRules(
    Duration codingGrace,
    Duration revisionDelay,
    Duration abandonedAfter,
    int mostVisitBytes,
    long mostRecordBytes) {

  private static final int USUAL_VISIT_BYTES = 1_000_000;
  private static final long USUAL_RECORD_BYTES = 64L << 20;

  public VisitRules {
    require(!codingGrace.isNegative(), "codingGrace", codingGrace);
    require(!revisionDelay.isNegative(), "revisionDelay", revisionDelay);
    require(abandonedAfter.compareTo(Duration.ofDays(1)) >= 0, "abandonedAfter", abandonedAfter);
  }

  /** The rules with the usual bounds of size. */
  public VisitRules(Duration codingGrace, Duration revisionDelay, Duration abandonedAfter) {
    this(codingGrace, revisionDelay, abandonedAfter, USUAL_VISIT_BYTES, USUAL_RECORD_BYTES);
  }

  /** Seven days of coding, a quarter of an hour for codes to gather, abandoned after 90 days. */
  public static VisitRules standard() {
    return new VisitRules(Duration.ofDays(7), Duration.ofMinutes(15), Duration.ofDays(90));
  }

  private static void require(boolean holds, String name, Duration value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s is %s: it must not be negative, abandonedAfter at least a day."
              .formatted(name, value));
    }
  }
}
