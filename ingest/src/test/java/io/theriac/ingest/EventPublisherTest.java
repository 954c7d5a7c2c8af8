package io.theriac.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {

  private static final Topics TOPICS = Topics.standard();
  private static final Serializer<SpecificRecord> NO_BYTES = (topic, value) -> new byte[0];

  @Test
  void shouldSendKeyEventTimeAndOrder() {
    MockProducer<String, SpecificRecord> kafka = kafka();

    PublishSummary summary = publisher(kafka).publish(events(5).iterator(), 5);

    assertThat(summary.eventsByTopic()).containsOnly(entry("clinical.patients", 5L));
    assertThat(summary.events()).isEqualTo(5);
    assertThat(summary.eventsPerSecond()).isPositive();
    assertThat(kafka.history()).extracting(ProducerRecord::key).containsOnly("patient");
    assertThat(kafka.history())
        .extracting(ProducerRecord::timestamp)
        .containsExactly(1000L, 1001L, 1002L, 1003L, 1004L);
  }

  @Test
  void shouldNeverHaveMoreInFlightThanAllowed() {
    List<Integer> inFlight = new ArrayList<>();
    LazyKafka kafka = new LazyKafka(inFlight, 3);

    EventPublisher publisher =
        new EventPublisher(kafka, PublisherOptions.defaults().withMaxInFlight(3), "localhost:9092");
    publisher.publish(events(20).iterator(), 20);

    assertThat(inFlight).hasSize(20).allMatch(count -> count <= 3);
  }

  @Test
  void shouldReportWhatIsAcknowledged() {
    List<Long> done = new ArrayList<>();
    PublisherOptions options =
        PublisherOptions.defaults().withProgress((stage, what, count, total) -> done.add(count));

    new EventPublisher(kafka(), options, "localhost:9092").publish(events(1030).iterator(), 0);

    assertThat(done).containsExactly(512L, 1024L, 1030L);
  }

  @Test
  void shouldKeepToTheRate() {
    PublisherOptions options = PublisherOptions.defaults().withEventsPerSecond(200);

    PublishSummary summary =
        new EventPublisher(kafka(), options, "localhost:9092").publish(events(21).iterator(), 21);

    assertThat(summary.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void shouldSayWhatToDoWhenTheBrokerDoesNotAnswer() {
    assertThatThrownBy(() -> publishWithFailure(new TimeoutException("expired")))
        .isInstanceOf(PublishException.class)
        .hasMessage(
            "Kafka at localhost:9092 did not take an event for clinical.patients in time: check"
                + " that the broker runs there and that the topic exists, then publish again;"
                + " nothing is doubled.");
  }

  @Test
  void shouldSayWhyTheBrokerRefusesAnEventAndStop() {
    assertThatThrownBy(() -> publishWithFailure(new RecordTooLargeException("2 MiB is too much.")))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("RecordTooLargeException: 2 MiB is too much): put that right");
  }

  @Test
  void shouldPassOnWhatTheRegistryClientSays() {
    assertThatThrownBy(
            () ->
                publishWithFailure(
                    new RegistryUnavailableException("The registry is away: start it.", null)))
        .isInstanceOf(PublishException.class)
        .hasMessage("The registry is away: start it.");
  }

  @Test
  void shouldRefuseSettingsWithoutABroker() {
    assertThatThrownBy(() -> EventPublisher.connect(Map.of(), PublisherOptions.defaults()))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("cannot be set up");
    assertThatThrownBy(
            () ->
                EventPublisher.connect(
                    Map.of(
                        "bootstrap.servers",
                        "localhost:notaport",
                        "schema.registry.url",
                        "http://localhost:1"),
                    PublisherOptions.defaults()))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("localhost:notaport");
  }

  @Test
  void shouldAddUpTheSummariesOfTwoParts() {
    EventPublisher publisher = publisher(kafka());

    PublishSummary both =
        publisher.publish(events(2).iterator(), 2).plus(publisher.publish(events(3).iterator(), 3));

    assertThat(both.events()).isEqualTo(5);
  }

  private static void publishWithFailure(RuntimeException error) {
    MockProducer<String, SpecificRecord> kafka = kafka();
    kafka.sendException = error;
    publisher(kafka).publish(events(3).iterator(), 3);
  }

  private static EventPublisher publisher(MockProducer<String, SpecificRecord> kafka) {
    return new EventPublisher(kafka, PublisherOptions.defaults(), "localhost:9092");
  }

  private static MockProducer<String, SpecificRecord> kafka() {
    return new MockProducer<>(true, null, new StringSerializer(), NO_BYTES);
  }

  private static List<OutboundEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(EventPublisherTest::event).toList();
  }

  private static OutboundEvent event(int number) {
    Instant at = Instant.ofEpochMilli(1000 + number);
    PatientUpdate value =
        PatientUpdate.newBuilder()
            .setHeader(new EventHeader("event-" + number, "TEST", null, at, at))
            .setPatientKey("patient")
            .setAction(PatientAction.DEMOGRAPHICS)
            .build();
    return new OutboundEvent(TOPICS.patients(), "patient", value, at);
  }

  /** Acknowledges only when as many as allowed are in flight. */
  private static final class LazyKafka extends MockProducer<String, SpecificRecord> {

    private final List<Integer> inFlight;
    private final int limit;
    private int open;

    LazyKafka(List<Integer> inFlight, int limit) {
      super(false, null, new StringSerializer(), NO_BYTES);
      this.inFlight = inFlight;
      this.limit = limit;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, SpecificRecord> message, Callback callback) {
      Future<RecordMetadata> result = super.send(message, callback);
      inFlight.add(++open);
      if (open == limit) {
        completeNext();
        open--;
      }
      return result;
    }
  }
}
