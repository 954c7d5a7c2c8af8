package io.theriac.trainer;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all committed decisions about models that the topic still has. */
public final class ReleaseReader {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Topic<ModelRelease> topic;
  private final Map<String, ?> clientProperties;

  /**
   * @param clientProperties where broker and registry are ({@code bootstrap.servers}, {@code
   *     schema.registry.url}) and how to connect
   */
  public ReleaseReader(Topic<ModelRelease> topic, Map<String, ?> clientProperties) {
    this.topic = topic;
    this.clientProperties = clientProperties;
  }

  /**
   * The decisions about a model as of now.
   *
   * @throws KafkaException if the topic does not exist or cannot be read to its end in a minute
   */
  public ReleaseBook book(String modelName) {
    ReleaseBook book = new ReleaseBook(modelName);
    all().forEach(book::note);
    return book;
  }

  /**
   * All decisions about all models, in the order of the records of each partition.
   *
   * @throws KafkaException if the topic does not exist or cannot be read to its end in a minute
   */
  public List<ModelRelease> all() {
    List<ModelRelease> releases = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        AvroDeserializer<ModelRelease> decoder = new AvroDeserializer<>(ModelRelease.class)) {
      decoder.configure(clientProperties, false);
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new KafkaException(
            "Topic %s does not exist: create the topics first, and see that the prefix is right."
                .formatted(topic.name()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          decode(decoder, message, releases);
        }
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "Topic %s cannot be read to its end: see whether all its brokers and partitions are up."
                  .formatted(topic.name()));
        }
      }
    }
    return releases;
  }

  private void decode(
      AvroDeserializer<ModelRelease> decoder,
      ConsumerRecord<byte[], byte[]> message,
      List<ModelRelease> releases) {
    if (message.value() == null) {
      return;
    }
    try {
      releases.add(decoder.deserialize(topic.name(), message.value()));
    } catch (DecodingException e) {
      LOG.error("Model release at offset {} is ignored: {}", message.offset(), e.getMessage());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
