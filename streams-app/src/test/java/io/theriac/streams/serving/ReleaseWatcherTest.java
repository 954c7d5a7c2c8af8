package io.theriac.streams.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.model.ModelIdentity;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.testing.FixedRecommender;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseWatcherTest {

  private static final Topic<ModelRelease> TOPIC = Topics.standard().modelReleases();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final ModelHolder holder = new ModelHolder();
  private final List<String> loads = new ArrayList<>();
  private FakeRegistry registry;
  private Serde<ModelRelease> serde;
  private ModelUpdater updater;
  private ReleaseWatcher watcher;
  private long offset;

  @BeforeEach
  void open() {
    registry = FakeRegistry.start();
    Map<String, String> properties = Map.of("schema.registry.url", registry.url());
    serde =
        TopicSerdes.with(new RegistryClient(RegistryConfig.from(properties)), properties).of(TOPIC);
    consumer.updatePartitions(
        TOPIC.name(), List.of(new PartitionInfo(TOPIC.name(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    updater =
        new ModelUpdater(
            "test-model",
            new AnyArtifact(),
            (path, hash) -> {
              String version = path.getFileName().toString();
              loads.add(version);
              return FixedRecommender.version(version).scoring("A10BA02", 0.5);
            },
            2,
            true,
            holder,
            new AppMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC());
    watcher = new ReleaseWatcher(consumer, serde.deserializer(), TOPIC, updater);
  }

  @AfterEach
  void close() {
    watcher.close();
    registry.close();
  }

  @Test
  void shouldLoadOnlyTheNewestOfTheReleasesThatAreThere() {
    has(serialized("1"), serialized("2"), serialized("3"));

    watcher.start();

    await().until(() -> holder.identity().isPresent());
    assertThat(holder.identity().orElseThrow().version()).isEqualTo("3");
    assertThat(loads).containsExactly("3");
  }

  @Test
  void shouldFollowReleasesAndPassOverWhatItCannotRead() {
    has(serialized("1"));
    watcher.start();
    await().until(() -> holder.identity().isPresent());

    consumer.schedulePollTask(() -> add(new byte[] {9, 9, 9}));
    consumer.schedulePollTask(() -> add(serialized("2")));

    await().until(() -> holder.identity().orElseThrow().version().equals("2"));
  }

  @Test
  void shouldTryAgainWhenTheTopicCannotBeRead() {
    has(serialized("1"));
    consumer.setOffsetsException(new KafkaException("not now"));

    watcher.start();

    await()
        .until(
            () ->
                updater
                    .troubles()
                    .contains(
                        "Model releases cannot be read now (not now). No model serves; visits wait."));
    await().until(() -> holder.identity().isPresent());
    await().until(() -> updater.troubles().isEmpty());
  }

  @Test
  void shouldSayThatItFailedAndGoOn() {
    has(serialized("1"));
    Semaphore mayGoOn = new Semaphore(0);
    consumer.schedulePollTask(
        () -> {
          throw new IllegalStateException("a defect");
        });
    consumer.schedulePollTask(mayGoOn::acquireUninterruptibly);

    watcher.start();

    await().until(() -> updater.troubles().stream().anyMatch(s -> s.contains("a defect")));
    mayGoOn.release();
    consumer.schedulePollTask(() -> add(serialized("2")));
    await().until(() -> version().equals("2"));
    await().until(() -> updater.troubles().isEmpty());
  }

  private String version() {
    return holder.identity().map(ModelIdentity::version).orElse("none");
  }

  private void has(byte[]... releases) {
    consumer.updateEndOffsets(Map.of(PARTITION, (long) releases.length));
    consumer.schedulePollTask(
        () -> {
          for (byte[] release : releases) {
            add(release);
          }
        });
  }

  private void add(byte[] release) {
    consumer.addRecord(new ConsumerRecord<>(TOPIC.name(), 0, offset++, null, release));
  }

  private byte[] serialized(String version) {
    ModelRelease release =
        ModelRelease.newBuilder()
            .setModelName("test-model")
            .setVersion(version)
            .setStatus(ReleaseStatus.ACTIVE)
            .setArtifactUri("file:///models/" + version)
            .setSha256("hash")
            .setFingerprints(FixedRecommender.fingerprints(version))
            .setTrainedAt(Instant.EPOCH)
            .setDecidedAt(Instant.ofEpochSecond(Long.parseLong(version)))
            .build();
    return serde.serializer().serialize(TOPIC.name(), release);
  }
}
