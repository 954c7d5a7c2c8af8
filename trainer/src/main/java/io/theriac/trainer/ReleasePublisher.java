package io.theriac.trainer;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.serde.AvroSerializer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes decisions about models.
 *
 * <p>Each has the key {@code name|version}, so that compaction keeps the latest word on every
 * version; ACTIVE then follows under the model's name, too: the version to serve.
 */
public final class ReleasePublisher implements AutoCloseable {

  private final Topic<ModelRelease> topic;
  private final Producer<String, ModelRelease> producer;

  /**
   * A publisher with a producer of its own: idempotent, acknowledged by all replicas.
   *
   * @param clientProperties where broker and registry are ({@code bootstrap.servers}, {@code
   *     schema.registry.url}) and how to connect
   */
  public ReleasePublisher(Topic<ModelRelease> topic, Map<String, ?> clientProperties) {
    this(topic, producer(clientProperties));
  }

  ReleasePublisher(Topic<ModelRelease> topic, Producer<String, ModelRelease> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Publishes a decision and waits until all replicas have it.
   *
   * @return where it stands; for ACTIVE, where the version to serve stands
   * @throws KafkaException if it could not be written
   */
  public RecordMetadata publish(ModelRelease release) {
    try {
      RecordMetadata written = send(release.getModelName() + "|" + release.getVersion(), release);
      return release.getStatus() == ReleaseStatus.ACTIVE
          ? send(release.getModelName(), release)
          : written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while a release was being published.", e);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Release %s of model %s could not be written to %s."
              .formatted(release.getVersion(), release.getModelName(), topic.name()),
          e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private RecordMetadata send(String key, ModelRelease release)
      throws InterruptedException, ExecutionException {
    return producer.send(new ProducerRecord<>(topic.name(), key, release)).get();
  }

  private static Producer<String, ModelRelease> producer(Map<String, ?> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    AvroSerializer<ModelRelease> serializer = new AvroSerializer<>();
    serializer.configure(clientProperties, false);
    return new KafkaProducer<>(properties, new StringSerializer(), serializer);
  }
}
