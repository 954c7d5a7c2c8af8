package io.theriac.streams.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The closed visits of one task that wait, in the order in which they came. A visit that closes
 * anew while it waits keeps its place: only its newest revision is scored.
 *
 * <p>All is in the store, twice keyed: by place in the order the visit, by visit its place. Memory
 * stays the same however many wait.
 */
final class PendingVisits {

  private final KeyValueStore<String, PendingEntry> store;
  private long nextSequence;
  private int size;
  private String asked = "";
  private long firstForAsked;

  PendingVisits(KeyValueStore<String, PendingEntry> store) {
    this.store = store;
    read();
  }

  /** Finds out anew what is in the store. */
  void read() {
    nextSequence = 0;
    size = 0;
    firstForAsked = 0;
    try (KeyValueIterator<String, PendingEntry> rows = rowsFrom(0)) {
      while (rows.hasNext()) {
        nextSequence = row(rows.next()).sequence() + 1;
        size++;
      }
    }
  }

  void add(PendingVisit visit) {
    PendingPlace before = place(visit);
    PendingPlace place = before == null ? new PendingPlace(nextSequence++) : before;
    if (before == null) {
      store.put(byVisit(visit), place);
      size++;
    }
    firstForAsked = Math.min(firstForAsked, place.sequence());
    store.put(byPlace(place.sequence()), new PendingRow(place.sequence(), visit, ""));
  }

  /** The first that this model has not failed to score. */
  List<PendingVisit> first(int limit, String model) {
    if (!model.equals(asked)) {
      asked = model;
      firstForAsked = 0;
    }
    List<PendingVisit> first = new ArrayList<>();
    long found = nextSequence;
    try (KeyValueIterator<String, PendingEntry> rows = rowsFrom(firstForAsked)) {
      while (rows.hasNext() && first.size() < limit) {
        PendingRow row = row(rows.next());
        if (!row.failedModel().equals(model)) {
          found = Math.min(found, row.sequence());
          first.add(row.visit());
        }
      }
    }
    firstForAsked = found;
    return first;
  }

  /** The visit waits no longer, if it did. */
  void remove(VisitNews visit) {
    PendingPlace place = place(visit);
    if (place != null) {
      store.delete(byVisit(visit));
      store.delete(byPlace(place.sequence()));
      size--;
    }
  }

  /** Lets the visit wait for another model. */
  void failed(PendingVisit visit, String model) {
    long sequence = place(visit).sequence();
    store.put(byPlace(sequence), new PendingRow(sequence, visit, model));
  }

  int size() {
    return size;
  }

  private PendingPlace place(VisitNews visit) {
    return (PendingPlace) store.get(byVisit(visit));
  }

  private KeyValueIterator<String, PendingEntry> rowsFrom(long sequence) {
    return store.range(byPlace(sequence), byPlace(Long.MAX_VALUE));
  }

  private static PendingRow row(KeyValue<String, PendingEntry> entry) {
    return (PendingRow) entry.value;
  }

  /** Digits enough to sort as numbers do. */
  private static String byPlace(long sequence) {
    return String.format(Locale.ROOT, "place|%019d", sequence);
  }

  /** The length keeps apart what could be read in two ways. */
  private static String byVisit(VisitNews visit) {
    return "visit|"
        + visit.patientKey().length()
        + "|"
        + visit.patientKey()
        + "|"
        + visit.visitId();
  }
}
