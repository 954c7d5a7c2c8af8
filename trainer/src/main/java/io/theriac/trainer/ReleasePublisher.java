package io.theriac.trainer;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.serde.AvroSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes decisions about models; those that belong together in one transaction.
 *
 * <p>Each has the key {@code name|version}, so that compaction keeps the latest word on every
 * version; ACTIVE then follows under the model's name, too: the version to serve.
 */
public final class ReleasePublisher implements AutoCloseable {

  /** A writer that died in a transaction holds up readers no longer than this. */
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;

  private final Topic<ModelRelease> topic;
  private final Producer<String, ModelRelease> producer;

  /**
   * A publisher beside any others.
   *
   * @param clientProperties where broker and registry are ({@code bootstrap.servers}, {@code
   *     schema.registry.url}) and how to connect
   */
  public ReleasePublisher(Topic<ModelRelease> topic, Map<String, ?> clientProperties) {
    this(topic, clientProperties, topic.name() + "-" + UUID.randomUUID());
  }

  /**
   * A publisher instead of any earlier one of the same writer: what that one had begun is undone,
   * and it can publish nothing more.
   *
   * @param writer transactional id
   */
  public ReleasePublisher(
      Topic<ModelRelease> topic, Map<String, ?> clientProperties, String writer) {
    this(topic, producer(clientProperties, writer));
  }

  ReleasePublisher(Topic<ModelRelease> topic, Producer<String, ModelRelease> producer) {
    this.topic = topic;
    this.producer = producer;
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /**
   * Publishes decisions, all or none, and waits until all replicas have them.
   *
   * @throws KafkaException if they could not be written
   */
  public void publish(ModelRelease... releases) {
    publish(List.of(releases));
  }

  /**
   * Publishes decisions, all or none, and waits until all replicas have them.
   *
   * @throws KafkaException if they could not be written
   */
  public void publish(List<ModelRelease> releases) {
    try {
      producer.beginTransaction();
      for (ModelRelease release : releases) {
        send(release.getModelName() + "|" + release.getVersion(), release);
        if (release.getStatus() == ReleaseStatus.ACTIVE) {
          send(release.getModelName(), release);
        }
      }
      producer.commitTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new KafkaException(
          "%s was not published: another trainer has taken over.".formatted(name(releases)), e);
    } catch (KafkaException e) {
      abort();
      throw new KafkaException(
          "%s could not be written to %s.".formatted(name(releases), topic.name()), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(String key, ModelRelease release) {
    producer.send(new ProducerRecord<>(topic.name(), key, release));
  }

  private void abort() {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      // The broker undoes it when its time is over.
    }
  }

  private static String name(List<ModelRelease> releases) {
    ModelRelease first = releases.get(0);
    return "Release %s of model %s".formatted(first.getVersion(), first.getModelName());
  }

  private static Producer<String, ModelRelease> producer(
      Map<String, ?> clientProperties, String writer) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, writer);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    AvroSerializer<ModelRelease> serializer = new AvroSerializer<>();
    serializer.configure(clientProperties, false);
    return new KafkaProducer<>(properties, new StringSerializer(), serializer);
  }
}
