package io.theriac.local.deadletter;

import static io.theriac.local.deadletter.Letters.aLetter;
import static io.theriac.local.deadletter.Letters.withHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.schemas.serde.AvroSerde;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.streams.deadletter.RecordPosition;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private final Topics topics = Topics.standard();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private MockProducer<byte[], byte[]> producer = newProducer();
  private FakeRegistry registry;
  private AvroSerde<DeadLetterReplay> marks;

  @BeforeEach
  void open() {
    registry = FakeRegistry.start();
    marks = new AvroSerde<>(DeadLetterReplay.class);
    marks.configure(Map.of("schema.registry.url", registry.url()), false);
    partitions(4);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void shouldPutBackTheRecordAsItWasAndNameItsOrigin() {
    letters.add(aLetter(5));

    assertThat(replay(LetterFilter.all()).replayedByTopic()).isEqualTo(Map.of("clinical.labs", 1L));

    assertThat(putBack())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("clinical.labs");
              assertThat(record.partition()).isEqualTo(3);
              assertThat(record.timestamp()).isEqualTo(Letters.RECORDED.toEpochMilli());
              assertThat(text(record.key())).isEqualTo("secret-patient");
              assertThat(text(record.value())).isEqualTo("secret-content");
              assertThat(text(record.headers().lastHeader("trace").value()))
                  .isEqualTo("secret-header");
              assertThat(text(record.headers().lastHeader("theriac-replay-of").value()))
                  .isEqualTo("clinical.labs-3@5");
            });
  }

  @Test
  void shouldPutBackEachRecordOnceHoweverOftenItIsAskedFor() {
    letters.addAll(List.of(aLetter(5), aLetter(6)));
    replay(LetterFilter.at(new RecordPosition("clinical.labs", 3, 5)));

    ReplayReport second = replay(LetterFilter.all());
    ReplayReport third = replay(LetterFilter.all());

    assertThat(second).returns(1L, ReplayReport::replayed).returns(1L, ReplayReport::before);
    assertThat(third).returns(0L, ReplayReport::replayed).returns(2L, ReplayReport::before);
    assertThat(putBack()).hasSize(2);
  }

  @Test
  void shouldPutBackOneRecordOfTwoLettersOnce() {
    letters.addAll(List.of(aLetter(5), aLetter(5, DeadLetterReason.UNREADABLE_BODY)));

    assertThat(replay(LetterFilter.all()))
        .returns(1L, ReplayReport::replayed)
        .returns(1L, ReplayReport::before);
  }

  @Test
  void shouldTellRecordsOfATopicMadeAnewFromThoseBefore() {
    letters.add(aLetter(5));
    replay(LetterFilter.all());
    letters.set(
        0, DeadLetter.newBuilder(aLetter(5)).setTimestamp(Letters.RECORDED.plusSeconds(1)).build());

    assertThat(replay(LetterFilter.all()).replayed()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheFirstOriginOfARecordThatFailedAgain() {
    letters.add(withHeader(aLetter(9), ReplayOrigin.HEADER, "clinical.labs-3@5"));

    replay(LetterFilter.all());

    assertThat(ReplayOrigin.of(putBack().get(0).headers()))
        .contains(new RecordPosition("clinical.labs", 3, 5));
  }

  @Test
  void shouldPutBackNothingOfATransactionThatFails() {
    LongStream.range(0, 250).forEach(offset -> letters.add(aLetter(offset)));
    producer.commitTransactionException = new KafkaException("the broker is on fire");

    assertThatThrownBy(() -> replay(LetterFilter.all()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The last 200 letters were not put back");
    keepCommitted();
    assertThat(putBack()).isEmpty();

    producer = newProducer();
    assertThat(replay(LetterFilter.all()).replayed()).isEqualTo(250);
    assertThat(putBack()).hasSize(250);
  }

  @Test
  void shouldSayThatItIsNotKnownWhenTheBrokerDoesNotAnswer() {
    letters.add(aLetter(5));
    producer.commitTransactionException = new TimeoutException("slow");

    assertThatThrownBy(() -> replay(LetterFilter.all()))
        .hasMessageContaining("did not say whether the last 1 letters are committed");
  }

  @Test
  void shouldRefuseALetterThatItsTopicDoesNotTakeAndPutBackTheOthers() {
    letters.addAll(List.of(aLetter(5), aLetter(6)));
    RecordTooLargeException tooLarge = new RecordTooLargeException("1048600 bytes");
    producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public void commitTransaction() {
            boolean holdsFive =
                uncommittedRecords().stream()
                    .flatMap(record -> ReplayOrigin.of(record.headers()).stream())
                    .anyMatch(origin -> origin.offset() == 5);
            if (holdsFive) {
              throw new KafkaException(tooLarge);
            }
            super.commitTransaction();
          }
        };

    ReplayReport report = replay(LetterFilter.all());

    assertThat(report.replayed()).isEqualTo(1);
    assertThat(report.refused())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.position().offset()).isEqualTo(5);
              assertThat(refusal.sentence()).contains("max.message.bytes");
            });
    assertThat(putBack()).hasSize(1);
  }

  @Test
  void shouldReadARecordTooLargeForALetterAtItsOwnPosition() {
    letters.add(tooLarge());
    original(Letters.RECORDED.toEpochMilli());

    assertThat(replay(LetterFilter.all()).replayed()).isEqualTo(1);
    assertThat(putBack().get(0).value()).hasSize(2_000);
    assertThat(ReplayOrigin.of(putBack().get(0).headers()).orElseThrow().offset()).isEqualTo(5);
  }

  @Test
  void shouldNotTakeAnotherRecordForTheOriginal() {
    letters.add(tooLarge());
    original(Letters.RECORDED.toEpochMilli() + 1);

    assertThat(replay(LetterFilter.all()).refused())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.sentence()).contains("no longer on its topic"));
    assertThat(putBack()).isEmpty();
  }

  @Test
  void shouldWriteToNoTopicButInputs() {
    letters.add(DeadLetter.newBuilder(aLetter(5)).setTopic(topics.modelReleases().name()).build());

    assertThat(replay(LetterFilter.all()).refused())
        .singleElement()
        .satisfies(
            refusal -> assertThat(refusal.sentence()).contains("none of the application's inputs"));
    assertThat(putBack()).isEmpty();
  }

  @Test
  void shouldPutBackAMessageBetweenPatientKeys() {
    letters.add(DeadLetter.newBuilder(aLetter(5)).setTopic(topics.patientMoves().name()).build());

    assertThat(replay(LetterFilter.all()).replayed()).isEqualTo(1);
    assertThat(putBack())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo(topics.patientMoves().name());
              assertThat(record.partition()).isEqualTo(3);
              assertThat(text(record.key())).isEqualTo("secret-patient");
            });
  }

  @Test
  void shouldRefuseAPartitionThatIsNotThereAnyMore() {
    partitions(2);
    letters.add(aLetter(5));

    assertThat(replay(LetterFilter.all()).refused())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.sentence()).contains("has 2 partitions now"));
  }

  @Test
  void shouldChangeNothingInARehearsal() {
    letters.addAll(List.of(aLetter(5), aLetter(6, DeadLetterReason.INVALID_FIELD)));

    ReplayReport report =
        new Replay(source(), records())
            .rehearse(
                new LetterFilter(
                    Set.of(), Set.of(DeadLetterReason.INVALID_FIELD), Set.of(), Optional.empty()));

    assertThat(report.replayed()).isEqualTo(1);
    assertThat(producer.transactionInitialized()).isFalse();
  }

  private ReplayReport replay(LetterFilter chosen) {
    ReplayReport report = new Replay(source(), records()).run(chosen, new ReplayWriter(producer));
    keepCommitted();
    producer = newProducer();
    return report;
  }

  private ReplayRecords records() {
    return new ReplayRecords(
        topics,
        marks.serializer(),
        new OriginalRecords(consumer),
        Clock.fixed(Letters.NIGHT, ZoneOffset.UTC));
  }

  private LetterSource source() {
    return new LetterSource() {
      @Override
      public void forEach(Consumer<DeadLetter> each) {
        letters.forEach(each);
      }

      @Override
      public ReplayMarks marks() {
        assertThat(producer.transactionInitialized() || producer.history().isEmpty()).isTrue();
        ReplayMarks there = new ReplayMarks();
        committed.stream()
            .filter(record -> record.topic().equals(topics.deadLetterReplays().name()))
            .map(record -> marks.deserializer().deserialize(record.topic(), record.value()))
            .forEach(there::add);
        return there;
      }
    };
  }

  private void keepCommitted() {
    committed.addAll(producer.history());
  }

  private List<ProducerRecord<byte[], byte[]>> putBack() {
    return committed.stream()
        .filter(record -> !record.topic().equals(topics.deadLetterReplays().name()))
        .toList();
  }

  private static DeadLetter tooLarge() {
    return DeadLetter.newBuilder(aLetter(5, DeadLetterReason.OVERSIZED))
        .setKey(null)
        .setValue(null)
        .setHeaders(List.of())
        .build();
  }

  private void partitions(int number) {
    Node node = new Node(0, "localhost", 9092);
    for (String topic : List.of("clinical.labs", topics.patientMoves().name())) {
      List<PartitionInfo> infos = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        infos.add(new PartitionInfo(topic, i, node, new Node[] {node}, new Node[] {node}));
      }
      consumer.updatePartitions(topic, infos);
    }
  }

  private void original(long timestamp) {
    TopicPartition partition = new TopicPartition("clinical.labs", 3);
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 6L));
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    "clinical.labs",
                    3,
                    5,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    1,
                    2_000,
                    new byte[1],
                    new byte[2_000],
                    new RecordHeaders(),
                    Optional.empty())));
  }

  private static MockProducer<byte[], byte[]> newProducer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
