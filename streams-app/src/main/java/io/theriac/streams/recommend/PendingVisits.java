package io.theriac.streams.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The closed visits of one task that wait, in the order in which they came. A visit that closes
 * anew while it waits keeps its place: only its newest revision is scored.
 *
 * <p>The store keeps them; a copy in memory keeps their order.
 */
final class PendingVisits {

  private final KeyValueStore<String, PendingRow> store;
  private final Map<String, PendingRow> waiting = new LinkedHashMap<>();
  private long nextSequence;

  PendingVisits(KeyValueStore<String, PendingRow> store) {
    this.store = store;
    List<KeyValue<String, PendingRow>> stored = new ArrayList<>();
    try (KeyValueIterator<String, PendingRow> rows = store.all()) {
      rows.forEachRemaining(stored::add);
    }
    stored.sort(Comparator.comparingLong(row -> row.value.sequence()));
    for (KeyValue<String, PendingRow> row : stored) {
      waiting.put(row.key, row.value);
      nextSequence = row.value.sequence() + 1;
    }
  }

  void add(PendingVisit visit) {
    PendingRow before = waiting.get(key(visit));
    put(new PendingRow(before == null ? nextSequence++ : before.sequence(), visit, ""));
  }

  /** The first that this model has not failed to score. */
  List<PendingVisit> first(int limit, String model) {
    return waiting.values().stream()
        .filter(row -> !row.failedModel().equals(model))
        .limit(limit)
        .map(PendingRow::visit)
        .toList();
  }

  /** The visit waits no longer, if it did. */
  void remove(VisitNews visit) {
    if (waiting.remove(key(visit)) != null) {
      store.delete(key(visit));
    }
  }

  /** Lets the visit wait for another model. */
  void failed(PendingVisit visit, String model) {
    PendingRow row = waiting.get(key(visit));
    put(new PendingRow(row.sequence(), visit, model));
  }

  int size() {
    return waiting.size();
  }

  private void put(PendingRow row) {
    String key = key(row.visit());
    waiting.put(key, row);
    store.put(key, row);
  }

  /** The length keeps apart what could be read in two ways. */
  private static String key(VisitNews visit) {
    return visit.patientKey().length() + "|" + visit.patientKey() + "|" + visit.visitId();
  }
}
