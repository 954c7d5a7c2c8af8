package io.theriac.ingest;

import io.theriac.ingest.ImportReport.UnknownCode;
import io.theriac.ingest.sort.SortedEvents;
import io.theriac.schemas.avro.Coding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts kept while an import runs; they become its report. */
final class Tally {

  private final Instant startedAt = Instant.now();
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Long> adjusted = new TreeMap<>();
  private final Map<String, Long> codings = new TreeMap<>();
  private final Map<String, UnknownCode> unknown = new HashMap<>();
  private long orders;
  private long patients;
  private long visits;
  private Instant first;
  private Instant last;

  void row(String table) {
    rows.merge(table, 1L, Long::sum);
  }

  void leftOut(String reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  void adjusted(String rule) {
    adjusted.merge(rule, 1L, Long::sum);
  }

  void coding(Coding coding) {
    codings.merge(coding.getSystem(), 1L, Long::sum);
  }

  void order() {
    orders++;
  }

  void unknownMedication(Coding coding) {
    String id = coding.getSystem() + ' ' + coding.getCode();
    UnknownCode before = unknown.get(id);
    long orders = before == null ? 1 : before.orders() + 1;
    unknown.put(
        id, new UnknownCode(coding.getSystem(), coding.getCode(), coding.getDisplay(), orders));
  }

  void patient() {
    patients++;
  }

  void visit() {
    visits++;
  }

  void event(OutboundEvent event) {
    events.merge(event.topic().name(), 1L, Long::sum);
    Instant time = event.occurredAt();
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
  }

  ImportReport report(SortedEvents sorted) {
    Map<String, Long> distinct = new TreeMap<>(events);
    sorted.duplicates().forEach((topic, count) -> distinct.merge(topic, -count, Long::sum));
    List<UnknownCode> unknownCodes = new ArrayList<>(unknown.values());
    unknownCodes.sort(
        Comparator.comparingLong(UnknownCode::orders)
            .reversed()
            .thenComparing(UnknownCode::system)
            .thenComparing(UnknownCode::code));
    return new ImportReport(
        Collections.unmodifiableMap(rows),
        Collections.unmodifiableMap(distinct),
        Collections.unmodifiableMap(leftOut),
        Collections.unmodifiableMap(adjusted),
        Collections.unmodifiableMap(codings),
        orders,
        List.copyOf(unknownCodes),
        sorted.duplicates().values().stream().mapToLong(Long::longValue).sum(),
        patients,
        visits,
        Optional.ofNullable(first),
        Optional.ofNullable(last),
        Duration.between(startedAt, Instant.now()));
  }
}
