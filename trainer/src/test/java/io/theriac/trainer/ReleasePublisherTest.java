package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReleasePublisherTest {

  private MockProducer<String, ModelRelease> producer = producer(true);

  @Test
  void shouldPublishAnActiveModelUnderItsName() {
    publish(ReleaseStatus.ACTIVE);

    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("theriac.model-releases");
              assertThat(record.key()).isEqualTo("graphdiffmed");
              assertThat(record.value().getStatus()).isEqualTo(ReleaseStatus.ACTIVE);
            });
  }

  @Test
  void shouldNotLetARejectedModelReplaceTheActiveOneInACompactedTopic() {
    publish(ReleaseStatus.REJECTED);

    assertThat(producer.history().get(0).key()).isEqualTo("graphdiffmed|7");
  }

  @Test
  void shouldSayWhichReleaseCouldNotBeWritten() {
    producer = producer(true);
    producer.sendException = new TimeoutException("no broker");

    assertThatThrownBy(() -> publish(ReleaseStatus.ACTIVE)).isInstanceOf(KafkaException.class);
  }

  private void publish(ReleaseStatus status) {
    new ReleasePublisher(Topics.standard().modelReleases(), producer).publish(release(status));
  }

  private static MockProducer<String, ModelRelease> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new StringSerializer(), (topic, value) -> new byte[1]);
  }

  private static ModelRelease release(ReleaseStatus status) {
    return new ModelRelease(
        "graphdiffmed",
        "7",
        status,
        "file:///models/7",
        "00ff",
        new Fingerprints("a", "b", "c", "d"),
        Map.of("jaccard", 0.5),
        Map.of(),
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        "because");
  }
}
