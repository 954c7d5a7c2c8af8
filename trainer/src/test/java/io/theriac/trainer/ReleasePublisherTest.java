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
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReleasePublisherTest {

  private MockProducer<String, ModelRelease> producer =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[1]);

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
    producer =
        new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[1]) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, ModelRelease> sent) {
            Future<RecordMetadata> future = super.send(sent);
            errorNext(new TimeoutException("no broker"));
            return future;
          }
        };

    assertThatThrownBy(() -> publish(ReleaseStatus.ACTIVE))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Release 7 of model graphdiffmed could not be written to theriac.model-releases.")
        .hasCauseInstanceOf(TimeoutException.class);
  }

  private void publish(ReleaseStatus status) {
    new ReleasePublisher(Topics.standard().modelReleases(), producer).publish(release(status));
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
