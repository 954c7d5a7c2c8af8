package io.theriac.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import read, made and left out.
 *
 * @param rowsByTable rows read, by table
 * @param eventsByTopic events, by topic
 * @param leftOut rows that gave no event, by reason
 * @param adjusted rows that were taken with a time or code other than written, by rule
 * @param codingsBySystem codes of diagnoses, procedures, tests and new orders, by coding system
 * @param orders new orders of medications
 * @param unknownMedications codes the terminology does not know, most frequent first; their orders
 *     are among the events all the same
 * @param duplicateEvents rows that repeat another row and count once
 * @param patients patients with an event
 * @param visits visits with an event
 * @param first event time of the first event
 * @param last event time of the last event
 * @param duration time of reading and sorting
 */
public record ImportReport(
    Map<String, Long> rowsByTable,
    Map<String, Long> eventsByTopic,
    Map<String, Long> leftOut,
    Map<String, Long> adjusted,
    Map<String, Long> codingsBySystem,
    long orders,
    List<UnknownCode> unknownMedications,
    long duplicateEvents,
    long patients,
    long visits,
    Optional<Instant> first,
    Optional<Instant> last,
    Duration duration) {

  /**
   * A medication code without a translation.
   *
   * @param display the code's name at the source; may be null
   * @param orders new orders that carry it
   */
  public record UnknownCode(String system, String code, String display, long orders) {}

  /** Events of all topics. */
  public long events() {
    return sum(eventsByTopic);
  }

  /** Rows left out for any reason. */
  public long rowsLeftOut() {
    return sum(leftOut);
  }

  /** New orders whose code the terminology does not know. */
  public long ordersOfUnknownMedication() {
    return unknownMedications.stream().mapToLong(UnknownCode::orders).sum();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
