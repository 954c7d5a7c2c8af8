package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.serde.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class VisitReaderTest {

  private static final String TOPIC = Topics.standard().visits().name();

  private static final String GARBAGE = "garbage";

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<Integer, Long> written = new HashMap<>();
  private final List<Runnable> records = new ArrayList<>();

  @Test
  void shouldReadTheLatestVersionOfEveryVisit() {
    partitions(2);
    write(0, "anna|1", "old");
    write(1, "bert|1", "only");
    write(0, "anna|1", "new");
    write(0, "anna|2", "second");

    VisitSnapshot snapshot = read();

    assertThat(snapshot.visits())
        .extracting(ClosedVisit::getPatientKey)
        .containsExactlyInAnyOrder("new", "second", "only");
    assertThat(snapshot.records()).isEqualTo(4);
    assertThat(snapshot.endOffsets()).isEqualTo(Map.of(0, 3L, 1, 1L));
  }

  @Test
  void shouldForgetWhatATombstoneRemoves() {
    partitions(1);
    write(0, "anna|1", "erased");
    write(0, "bert|1", "kept");
    write(0, "anna|1", null);

    assertThat(read().visits()).extracting(ClosedVisit::getPatientKey).containsExactly("kept");
  }

  @Test
  void shouldCountAndLeaveOutWhatIsNoVisit() {
    partitions(1);
    write(0, "anna|1", GARBAGE);
    write(0, "bert|1", "kept");

    VisitSnapshot snapshot = read();

    assertThat(snapshot.visits()).extracting(ClosedVisit::getPatientKey).containsExactly("kept");
    assertThat(snapshot.unreadable()).isEqualTo(1);
  }

  @Test
  void shouldStopWhereTheTopicEndedWhenItBegan() {
    partitions(1);
    write(0, "anna|1", "before");
    long end = written.get(0);
    write(0, "bert|1", "after");
    written.put(0, end);

    VisitSnapshot snapshot = read();

    assertThat(snapshot.visits()).extracting(ClosedVisit::getPatientKey).containsExactly("before");
  }

  @Test
  void shouldReportHowFarItIs() {
    partitions(1);
    write(0, "anna|1", "a");
    write(0, "bert|1", "b");
    List<String> heard = new ArrayList<>();

    reader().read((done, total) -> heard.add(done + "/" + total));

    assertThat(heard).endsWith("2/2");
  }

  @Test
  void shouldReadAnEmptyTopic() {
    partitions(3);

    assertThat(read().visits()).isEmpty();
  }

  @Test
  void shouldSayThatTheTopicIsMissing() {
    assertThatThrownBy(this::read)
        .isInstanceOf(UntrainableException.class)
        .hasMessageContaining(TOPIC + " does not exist");
  }

  @Test
  void shouldGiveUpWhenNothingMoreComes() {
    partitions(1);
    write(0, "anna|1", "a");
    written.put(0, 5L);

    assertThatThrownBy(() -> reader(Duration.ZERO).read((done, total) -> {}))
        .isInstanceOf(UntrainableException.class)
        .hasMessageContaining("stops after 1 of 5 offsets");
  }

  private VisitSnapshot read() {
    return reader().read((done, total) -> {});
  }

  private VisitReader reader() {
    return reader(Duration.ofSeconds(30));
  }

  private VisitReader reader(Duration patience) {
    Map<TopicPartition, Long> begin = new HashMap<>();
    Map<TopicPartition, Long> end = new HashMap<>();
    written.forEach(
        (partition, offset) -> {
          begin.put(new TopicPartition(TOPIC, partition), 0L);
          end.put(new TopicPartition(TOPIC, partition), offset);
        });
    consumer.updateBeginningOffsets(begin);
    consumer.updateEndOffsets(end);
    consumer.schedulePollTask(() -> records.forEach(Runnable::run));
    return new VisitReader(Topics.standard().visits(), consumer, VisitReaderTest::decode, patience);
  }

  private static ClosedVisit decode(String topic, byte[] bytes) {
    String patient = new String(bytes, StandardCharsets.UTF_8);
    return patient.equals(GARBAGE)
        ? new AvroDeserializer<>(ClosedVisit.class).deserialize(topic, new byte[1])
        : aVisit(patient, 0).closed();
  }

  private void partitions(int count) {
    List<PartitionInfo> infos = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      infos.add(new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]));
      written.put(p, 0L);
    }
    consumer.updatePartitions(TOPIC, infos);
  }

  /** A record whose value, in this test, is the patient's key. */
  private void write(int partition, String key, String patient) {
    long offset = written.merge(partition, 1L, Long::sum) - 1;
    byte[] value = patient == null ? null : patient.getBytes(StandardCharsets.UTF_8);
    records.add(
        () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, key, value)));
  }
}
