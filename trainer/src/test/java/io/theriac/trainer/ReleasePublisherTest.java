package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasePublisherTest {

  private final MockProducer<String, ModelRelease> producer =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[1]);

  @Test
  void shouldPublishAnActiveModelAsTheLatestWordOnItsVersionAndThenAsTheOneToServe() {
    publish(ReleaseStatus.ACTIVE);

    assertThat(producer.history())
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("theriac.model-releases");
              assertThat(record.value().getStatus()).isEqualTo(ReleaseStatus.ACTIVE);
            })
        .extracting(ProducerRecord::key)
        .containsExactly("graphdiffmed|7", "graphdiffmed");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void shouldNotLetAnotherDecisionReplaceTheVersionToServeInACompactedTopic(ReleaseStatus status) {
    publish(status);

    assertThat(producer.history())
        .singleElement()
        .satisfies(record -> assertThat(record.key()).isEqualTo("graphdiffmed|7"));
  }

  @Test
  void shouldPublishAllDecisionsOrNone() {
    producer.commitTransactionException = new TimeoutException("no broker");

    assertThatThrownBy(() -> publish(ReleaseStatus.ACTIVE))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Release 7 of model graphdiffmed could not be written to theriac.model-releases.")
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldSayThatAnotherTrainerHasTakenOver() {
    producer.commitTransactionException = new ProducerFencedException("newer epoch");

    assertThatThrownBy(() -> publish(ReleaseStatus.ACTIVE))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Release 7 of model graphdiffmed was not published: another trainer has taken over.");
    assertThat(producer.history()).isEmpty();
  }

  private void publish(ReleaseStatus status) {
    new ReleasePublisher(Topics.standard().modelReleases(), producer).publish(release(status));
  }

  private static ModelRelease release(ReleaseStatus status) {
    return ModelRelease.newBuilder()
        .setModelName("graphdiffmed")
        .setVersion("7")
        .setStatus(status)
        .setArtifactUri("file:///models/7")
        .setSha256("00ff")
        .setFingerprints(new Fingerprints("a", "b", "c", "d"))
        .setMetrics(Map.of("jaccard", 0.5))
        .setTrainedAt(Instant.EPOCH)
        .setDecidedAt(Instant.EPOCH)
        .setReason("because")
        .build();
  }
}
