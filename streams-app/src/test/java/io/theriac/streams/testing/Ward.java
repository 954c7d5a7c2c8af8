package io.theriac.streams.testing;

import io.micrometer.core.instrument.Counter;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.state.FactRows;
import io.theriac.state.LatestTime;
import io.theriac.state.VisitFold;
import io.theriac.state.VisitRules;
import io.theriac.state.fixture.PatientStory;
import io.theriac.state.store.StoreFactRows;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.AppConfig;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.StreamsProperties;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.alerts.InteractionScreen;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.serving.ModelHolder;
import io.theriac.streams.serving.TrialTerms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology on real RocksDB and real serdes, without a broker: events in, outputs out. */
public final class Ward implements AutoCloseable {

  public static final int BATCH_VISITS = 3;
  public static final Duration BATCH_WAIT = Duration.ofMillis(50);

  /** Late codes revise at once, so that each test sees what its last event did. */
  public static final VisitRules RULES =
      new VisitRules(Duration.ofDays(7), Duration.ZERO, Duration.ofDays(90));

  private final FakeRegistry registry = FakeRegistry.start();
  private final Topics topics = Topics.standard();
  private final ModelHolder models = new ModelHolder();
  private final SettableClock clock = new SettableClock();
  private final FailingMeters meters = new FailingMeters();
  private final AppMetrics metrics = new AppMetrics(meters);
  private final TopicSerdes serdes;
  private final Topology topology;
  private final TopologyTestDriver driver;

  private Ward(Path stateDir, boolean replay, int outputMaxBytes, Optional<Duration> clockMaxLead) {
    Map<String, String> registryProperties = Map.of("schema.registry.url", registry.url());
    serdes =
        each(
            TopicSerdes.with(
                new RegistryClient(RegistryConfig.from(registryProperties)), registryProperties));
    Collaborators collaborators =
        new Collaborators(
            topics,
            serdes,
            new VisitFold(
                new VisitRules(
                    RULES.codingGrace(),
                    RULES.revisionDelay(),
                    RULES.abandonedAfter(),
                    outputMaxBytes,
                    RULES.mostRecordBytes())),
            models,
            new InteractionScreen(
                Terminology.empty(), DdiKnowledge.bundled(), DdiSeverity.MODERATE, replay),
            metrics,
            clock,
            BATCH_VISITS,
            BATCH_WAIT,
            10,
            outputMaxBytes,
            () -> clockMaxLead.map(lead -> new LatestTime(clock.instant(), lead)),
            replay);
    DeadLetters deadLetters =
        new DeadLetters(
            topics, serdes.of(topics.deadLetters()).serializer(), clock, 4_000_000, metrics);
    AppConfig config = AppConfig.of(Map.of("state.dir", stateDir.toString(), "task.idle.ms", "0"));
    Properties properties = StreamsProperties.of(config, deadLetters);
    topology = RecommenderTopology.build(collaborators);
    driver = new TopologyTestDriver(topology, properties, clock.instant());
  }

  /** One serde a topic, so that the registry is asked once. */
  private static TopicSerdes each(TopicSerdes serdes) {
    Map<Topic<?>, Serde<?>> made = new ConcurrentHashMap<>();
    return new TopicSerdes() {
      @Override
      @SuppressWarnings("unchecked")
      public <V extends SpecificRecord> Serde<V> of(Topic<V> topic) {
        return (Serde<V>) made.computeIfAbsent(topic, missing -> serdes.of(topic));
      }
    };
  }

  public static Ward open(Path stateDir) {
    return new Ward(stateDir, false, 1_000_000, Optional.empty());
  }

  public static Ward replaying(Path stateDir) {
    return new Ward(stateDir, true, 1_000_000, Optional.empty());
  }

  public static Ward withVisitsUpTo(Path stateDir, int bytes) {
    return new Ward(stateDir, false, bytes, Optional.empty());
  }

  /** A ward that takes events at most so far ahead of its clock. */
  public static Ward withClocksAheadUpTo(Path stateDir, Duration lead) {
    return new Ward(stateDir, false, 1_000_000, Optional.of(lead));
  }

  /** Sends the events of a story, each to its topic. */
  public Ward hears(PatientStory story) {
    story.events().forEach(this::hears);
    return this;
  }

  public Ward hears(SpecificRecord event) {
    return hears(patientKey(event), event);
  }

  /** Sends an event under a key that need not be its patient's. */
  public Ward hears(String key, SpecificRecord event) {
    long timestamp = Math.max(0, header(event).getOccurredAt().toEpochMilli());
    send(topicOf(event), key, event, timestamp);
    return this;
  }

  /** Sends bytes as they are to the admissions topic. */
  public Ward hearsBytes(String key, byte[] value) {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return hearsBytes(topics.admissions(), keyBytes, value, 0);
  }

  /** Sends bytes as they are. */
  public Ward hearsBytes(Topic<?> topic, byte[] key, byte[] value, long timestamp) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key, value, timestamp);
    return this;
  }

  /** Registers a schema that is not ours under a subject; answers its id. */
  public int registers(String subject, Schema schema) {
    return registry.put(subject, schema.toString(), "AVRO");
  }

  /** So much time passes that no visit waits for others any longer. */
  public Ward waits() {
    clock.advance(BATCH_WAIT);
    driver.advanceWallClockTime(BATCH_WAIT);
    return this;
  }

  /** From now on the check for interactions fails when it tells of an alert; or no longer. */
  public Ward failsToAlert(boolean fails) {
    meters.failOn(fails ? "theriac.ddi.alerts" : "");
    return this;
  }

  /** Event time comes to noon of this day of the story, through another patient. */
  public Ward comesToDay(int day) {
    return hears(PatientStory.aPatient("nobody-" + day).at(PatientStory.day(day)).born(1950));
  }

  /** No event comes for so long. */
  public Ward isQuietFor(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
    return this;
  }

  /** The rows of all patients. */
  public FactRows facts() {
    return new StoreFactRows(driver.getKeyValueStore(VisitStore.NAME));
  }

  public Ward serves(FixedRecommender model) {
    models.swap(model);
    return this;
  }

  /** Tries a candidate beside the model that serves. */
  public Ward tries(FixedRecommender candidate, TrialMode mode, double share) {
    models.tryOut(
        candidate, new TrialTerms(mode, share, candidate.identity().version(), clock.instant()));
    return this;
  }

  public List<Recommendation> shadowRecommendations() {
    return read(topics.shadowRecommendations());
  }

  public List<Recommendation> recommendations() {
    return read(topics.recommendations());
  }

  public List<DdiAlert> alerts() {
    return read(topics.ddiAlerts());
  }

  public List<DeadLetter> deadLetters() {
    return read(topics.deadLetters());
  }

  /** Keys and values of the visits topic; a null takes a visit back. */
  public List<Map.Entry<String, ClosedVisit>> visits() {
    return driver
        .createOutputTopic(
            topics.visits().name(),
            new StringDeserializer(),
            serdes.of(topics.visits()).deserializer())
        .readKeyValuesToList()
        .stream()
        .<Map.Entry<String, ClosedVisit>>map(
            pair -> new AbstractMap.SimpleEntry<>(pair.key, pair.value))
        .toList();
  }

  /** What was written under each key of the patient-moves topic. */
  public Map<String, List<PatientMove>> moves() {
    Map<String, List<PatientMove>> moves = new TreeMap<>();
    driver
        .createOutputTopic(
            topics.patientMoves().name(),
            new StringDeserializer(),
            serdes.of(topics.patientMoves()).deserializer())
        .readKeyValuesToList()
        .forEach(each -> moves.computeIfAbsent(each.key, k -> new ArrayList<>()).add(each.value));
    return moves;
  }

  /** Sends a message between patient keys as if the application had. */
  public Ward hearsMove(String key, PatientMove move) {
    Topic<PatientMove> topic = topics.patientMoves();
    byte[] value = serdes.of(topic).serializer().serialize(topic.name(), move);
    return hearsBytes(topic, key.getBytes(StandardCharsets.UTF_8), value, 0);
  }

  /** The bytes under which an event goes over the wire. */
  public byte[] bytes(SpecificRecord event) {
    return serialize(topicOf(event), event);
  }

  public Topology topology() {
    return topology;
  }

  public AppMetrics metrics() {
    return metrics;
  }

  public SettableClock clock() {
    return clock;
  }

  public double count(String meter, String... tags) {
    return metrics.registry().get(meter).tags(tags).counter().count();
  }

  /** The sum of a counter over its tags, or over all but those given. */
  public double sum(String meter, String... tags) {
    return metrics.registry().find(meter).tags(tags).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  public double pending() {
    return metrics.registry().get("theriac.pending.visits").gauge().value();
  }

  private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), serdes.of(topic).deserializer())
        .readValuesToList();
  }

  private <V extends SpecificRecord> void send(
      Topic<V> topic, String key, SpecificRecord event, long timestamp) {
    TestInputTopic<String, V> input =
        driver.createInputTopic(
            topic.name(), Serdes.String().serializer(), serdes.of(topic).serializer());
    input.pipeInput(key, topic.valueType().cast(event), timestamp);
  }

  private <V extends SpecificRecord> byte[] serialize(Topic<V> topic, SpecificRecord event) {
    return serdes.of(topic).serializer().serialize(topic.name(), topic.valueType().cast(event));
  }

  /** The topic an event belongs to. */
  public Topic<? extends SpecificRecord> topicOf(SpecificRecord event) {
    return topics.clinical().stream()
        .filter(topic -> topic.valueType().isInstance(event))
        .findFirst()
        .orElseThrow();
  }

  private static EventHeader header(SpecificRecord event) {
    return (EventHeader) event.get(event.getSchema().getField("header").pos());
  }

  private static String patientKey(SpecificRecord event) {
    return (String) event.get(event.getSchema().getField("patientKey").pos());
  }

  @Override
  public void close() {
    driver.close();
    models.close();
    registry.close();
  }
}
