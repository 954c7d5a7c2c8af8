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
 * <p>What decides about serving (ACTIVE, ROLLED_BACK) has the model's name as key. Other decisions
 * have {@code name|version}: under the name alone, compaction would let a rejected model remove the
 * record of the active one.
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
   * @throws KafkaException if it could not be written
   */
  public RecordMetadata publish(ModelRelease release) {
    try {
      return producer.send(new ProducerRecord<>(topic.name(), key(release), release)).get();
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

  private static String key(ModelRelease release) {
    boolean serving =
        release.getStatus() == ReleaseStatus.ACTIVE
            || release.getStatus() == ReleaseStatus.ROLLED_BACK;
    return serving ? release.getModelName() : release.getModelName() + "|" + release.getVersion();
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
