package io.theriac.streams;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.alerts.CheckInteractions;
import io.theriac.streams.fold.FoldVisits;
import io.theriac.streams.fold.MoveKey;
import io.theriac.streams.fold.ReceiveMoves;
import io.theriac.streams.fold.Received;
import io.theriac.streams.recommend.Recommend;
import io.theriac.streams.whole.WholeRecords;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The way of a clinical event through the application.
 *
 * <pre>
 *   six clinical topics, by patient        theriac.patient-moves ◄── write-patient-moves
 *        │                                       │                        ▲ merges, erasures
 *   fold-visits ─────────────────────────── receive-moves ────────────────┤
 *        ├───────────────────── write-visits ──────────── theriac.visits  │
 *        ├─ a visit closed ─ recommend ── write-recommendations ── theriac.recommendations
 *        │                       ├─ write-shadow-recommendations ─ theriac.shadow-recommendations
 *        │ an order changed      │ what was recommended
 *   check-interactions ──────────┘
 *        └───────────────────── write-ddi-alerts ──────── theriac.ddi-alerts
 * </pre>
 *
 * <p>Patient keys of one person that are merged may live in different partitions: what one has to
 * tell the other goes through a topic of our own ({@code receive-moves} tells on what {@code
 * fold-visits} does).
 *
 * <p>All topics of a patient have the same partition, so one task sees the whole patient, its
 * topics interleaved by event time. State, outputs and input offsets commit in one transaction.
 * Records that cannot be read or applied leave through the exception handlers to {@code
 * theriac.dead-letters}, in the same transaction; of such a record nothing else is left ({@link
 * WholeRecords}).
 */
public final class RecommenderTopology {

  /** Closed visits that wait for a recommendation. */
  public static final String PENDING_VISITS = "pending-visits";

  public static final String FOLD_VISITS = "fold-visits";
  public static final String CHECK_INTERACTIONS = "check-interactions";
  public static final String RECEIVE_MOVES = "receive-moves";
  public static final String RECOMMEND = "recommend";
  public static final String WRITE_VISITS = "write-visits";
  public static final String WRITE_PATIENT_MOVES = "write-patient-moves";
  public static final String WRITE_RECOMMENDATIONS = "write-recommendations";
  public static final String WRITE_SHADOW_RECOMMENDATIONS = "write-shadow-recommendations";
  public static final String WRITE_DDI_ALERTS = "write-ddi-alerts";

  private final Collaborators with;
  private final Topics topics;
  private final Topology topology;
  private final WholeRecords records = new WholeRecords();

  private RecommenderTopology(Collaborators collaborators, Topology topology) {
    this.with = collaborators;
    this.topics = collaborators.topics();
    this.topology = topology;
  }

  /** The topology, with what its processors work with. */
  public static Topology build(Collaborators collaborators) {
    return build(collaborators, new Topology());
  }

  /** The same, put into a topology that is still empty. */
  public static <T extends Topology> T build(Collaborators collaborators, T empty) {
    new RecommenderTopology(collaborators, empty).build();
    return empty;
  }

  private void build() {
    read("read-admissions", topics.admissions());
    read("read-patients", topics.patients());
    read("read-diagnoses", topics.diagnoses());
    read("read-procedures", topics.procedures());
    read("read-labs", topics.labs());
    read("read-medications", topics.medications());
    read("read-patient-moves", topics.patientMoves());

    process(
        FOLD_VISITS,
        () -> new FoldVisits(with, records),
        "read-admissions",
        "read-patients",
        "read-diagnoses",
        "read-procedures",
        "read-labs",
        "read-medications");
    process(RECEIVE_MOVES, () -> new ReceiveMoves(with, records), "read-patient-moves");
    process(RECOMMEND, () -> new Recommend(with), FOLD_VISITS, RECEIVE_MOVES);
    process(
        CHECK_INTERACTIONS,
        () -> new CheckInteractions(with),
        FOLD_VISITS,
        RECEIVE_MOVES,
        RECOMMEND);

    topology.addStateStore(
        VisitStore.builder(), FOLD_VISITS, RECEIVE_MOVES, RECOMMEND, CHECK_INTERACTIONS);
    topology.addStateStore(Recommend.pendingStore(), RECOMMEND);

    write(WRITE_VISITS, topics.visits(), FOLD_VISITS, RECEIVE_MOVES);
    topology.addSink(
        WRITE_PATIENT_MOVES,
        topics.patientMoves().name(),
        new StringSerializer(),
        with.serdes().of(topics.patientMoves()).serializer(),
        new MoveKey(),
        FOLD_VISITS,
        RECEIVE_MOVES);
    write(WRITE_RECOMMENDATIONS, topics.recommendations(), RECOMMEND);
    write(WRITE_SHADOW_RECOMMENDATIONS, topics.shadowRecommendations(), RECOMMEND);
    write(WRITE_DDI_ALERTS, topics.ddiAlerts(), CHECK_INTERACTIONS);
  }

  private void read(String name, Topic<? extends SpecificRecord> topic) {
    Deserializer<?> values = Received.reading(with.serdes().of(topic).deserializer());
    topology.addSource(name, new StringDeserializer(), values, topic.name());
  }

  private <K, V, L, W> void process(
      String name, ProcessorSupplier<K, V, L, W> supplier, String... parents) {
    topology.addProcessor(name, records.part(name, supplier), parents);
  }

  private <V extends SpecificRecord> void write(String name, Topic<V> topic, String... parents) {
    topology.addSink(
        name, topic.name(), new StringSerializer(), with.serdes().of(topic).serializer(), parents);
  }
}
