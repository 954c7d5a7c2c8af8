package io.theriac.streams.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.InputPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingVisitsTest {

  private static final String MODEL = "model";

  private KeyValueStore<String, PendingEntry> store;
  private PendingVisits pending;

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("pending"),
                Serdes.String(),
                PendingEntrySerde.create())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    pending = new PendingVisits(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldKeepTheOrderOfArrivalOverARestart() {
    List.of("z", "m", "a", "q").forEach(visit -> pending.add(visit("ann", visit, 1)));
    pending.remove(visit("ann", "m", 1));

    PendingVisits restored = new PendingVisits(store);
    restored.add(visit("ann", "b", 1));

    assertThat(restored.first(10, MODEL))
        .extracting(PendingVisit::visitId)
        .containsExactly("z", "a", "q", "b");
  }

  @Test
  void shouldRestoreEverythingOfAVisit() {
    PendingVisit visit = visit("ann", "v", 1);
    pending.add(visit);

    assertThat(new PendingVisits(store).first(1, MODEL)).containsExactly(visit);
  }

  @Test
  void shouldKeepOnlyTheNewestRevisionOfAVisit() {
    pending.add(visit("ann", "v", 3));
    pending.add(visit("ann", "v", 4));

    assertThat(pending.first(10, MODEL)).extracting(PendingVisit::revision).containsExactly(4);
  }

  @Test
  void shouldForgetAVisitThatWasWithdrawn() {
    pending.add(visit("ann", "v", 1));
    pending.remove(
        new WithdrawnVisit("ann", "v", 2, Optional.empty(), Instant.EPOCH, Optional.empty()));

    assertThat(pending.size()).isZero();
    assertThat(new PendingVisits(store).size()).isZero();
  }

  @Test
  void shouldOfferAFailedVisitToAnotherModelOnly() {
    pending.add(visit("ann", "v", 1));
    pending.failed(pending.first(1, MODEL).get(0), MODEL);

    PendingVisits restored = new PendingVisits(store);
    assertThat(restored.first(10, MODEL)).isEmpty();
    assertThat(restored.first(10, "another")).hasSize(1);
    assertThat(restored.size()).isEqualTo(1);
  }

  @Test
  void shouldTellApartVisitsWhoseNamesRunTogether() {
    pending.add(visit("a|b", "c", 1));
    pending.add(visit("a", "b|c", 1));

    assertThat(pending.size()).isEqualTo(2);
  }

  @Test
  void shouldOfferANewRevisionOfAFailedVisitInItsOldPlace() {
    List.of("v1", "v2", "v3").forEach(id -> pending.add(visit("ann", id, 1)));
    pending.first(2, MODEL).forEach(failing -> pending.failed(failing, MODEL));
    assertThat(pending.first(10, MODEL)).extracting(PendingVisit::visitId).containsExactly("v3");

    pending.add(visit("ann", "v2", 2));

    assertThat(pending.first(10, MODEL))
        .extracting(PendingVisit::visitId)
        .containsExactly("v2", "v3");
    assertThat(pending.size()).isEqualTo(3);
  }

  @Test
  void shouldReadNoMoreThanItHandsOutHoweverManyWait() {
    CountedRows rows = new CountedRows();
    pending = new PendingVisits(rows.of(store));
    IntStream.range(0, 1000).forEach(i -> pending.add(visit("ann", "v" + i, 1)));
    pending.first(500, MODEL).forEach(failing -> pending.failed(failing, MODEL));
    assertThat(pending.first(10, MODEL)).hasSize(10);

    rows.taken();
    assertThat(pending.first(10, MODEL)).extracting(PendingVisit::visitId).startsWith("v500");
    assertThat(rows.taken()).isEqualTo(10);
  }

  private static PendingVisit visit(String patient, String visit, int revision) {
    return new PendingVisit(
        patient,
        visit,
        revision,
        7,
        true,
        Instant.ofEpochMilli(1),
        Instant.ofEpochMilli(2),
        Instant.ofEpochMilli(3),
        Optional.of(new InputPosition("clinical.admissions", 4, 5L)));
  }
}
