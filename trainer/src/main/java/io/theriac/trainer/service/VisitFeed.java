package io.theriac.trainer.service;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import io.theriac.trainer.UntrainableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed visits from their topic into the dataset, from where it stopped on.
 *
 * <p>It begins anew where what it has may no longer hold: the topic is another one, or ends before
 * the place reached, or it was not read for so long that deletions may have been compacted away
 * (Kafka keeps them for a day, {@code delete.retention.ms}).
 */
final class VisitFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VisitFeed.class);

  /** Half of what Kafka keeps deletions for, unless told otherwise. */
  private static final Duration STALE = Duration.ofHours(12);

  private static final Duration MARK_COMPLETE = Duration.ofSeconds(30);

  private final Topic<ClosedVisit> topic;
  private final VisitDataset dataset;
  private final Clock clock;
  private final KafkaConsumer<String, byte[]> consumer;
  private final AvroDeserializer<ClosedVisit> decoder = new AvroDeserializer<>(ClosedVisit.class);
  private List<TopicPartition> partitions = List.of();
  private Instant marked = Instant.EPOCH;
  private long unreadable;

  VisitFeed(
      Topic<ClosedVisit> topic,
      Map<String, ?> clientProperties,
      VisitDataset dataset,
      Clock clock) {
    this.topic = topic;
    this.dataset = dataset;
    this.clock = clock;
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    decoder.configure(clientProperties, false);
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      begin(clientProperties);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Takes what has come; waits for something to come at most this long. */
  void poll(Duration atMost) {
    ConsumerRecords<String, byte[]> records = consumer.poll(atMost);
    boolean mark = isCaughtUp() && clock.instant().isAfter(marked.plus(MARK_COMPLETE));
    if (records.isEmpty() && !mark) {
      return;
    }
    try (VisitDataset.Changes changes = dataset.change()) {
      for (ConsumerRecord<String, byte[]> visit : records) {
        if (visit.value() == null || isReadable(visit)) {
          changes.put(visit.key(), visit.value());
        }
      }
      partitions.forEach(p -> changes.next(p.partition(), consumer.position(p)));
      if (mark) {
        marked = clock.instant();
        changes.complete(marked);
      }
      changes.write();
    }
  }

  /** Whether all that was on the topic a moment ago is in the dataset. */
  boolean isCaughtUp() {
    return partitions.stream().allMatch(p -> consumer.currentLag(p).orElse(1) == 0);
  }

  /** The visits of the training that the dataset keeps. */
  List<ClosedVisit> visitsOfTraining() {
    List<ClosedVisit> visits = new ArrayList<>();
    dataset.forEachOfTraining(value -> visits.add(decoder.deserialize(topic.name(), value)));
    return visits;
  }

  /** Records that are no closed visits and were left out. */
  long unreadable() {
    return unreadable;
  }

  @Override
  public void close() {
    consumer.close();
    decoder.close();
  }

  private void begin(Map<String, ?> clientProperties) {
    TopicDescription found = describe(clientProperties);
    partitions =
        found.partitions().stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    consumer.assign(partitions);
    String id = found.topicId().toString();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (!holds(id, ends)) {
      LOG.info("The visits of {} are read from the beginning.", topic.name());
      dataset.beginAnew(id);
    }
    List<TopicPartition> unread = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      dataset
          .next(partition.partition())
          .ifPresentOrElse(offset -> consumer.seek(partition, offset), () -> unread.add(partition));
    }
    consumer.seekToBeginning(unread);
  }

  private boolean holds(String topicId, Map<TopicPartition, Long> ends) {
    return dataset.topicId().filter(topicId::equals).isPresent()
        && dataset.completeAt().filter(at -> at.plus(STALE).isAfter(clock.instant())).isPresent()
        && ends.entrySet().stream()
            .allMatch(end -> dataset.next(end.getKey().partition()).orElse(0) <= end.getValue());
  }

  private TopicDescription describe(Map<String, ?> clientProperties) {
    try (Admin admin = Admin.create(new HashMap<>(clientProperties))) {
      return admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
    } catch (ExecutionException e) {
      throw new UntrainableException(
          "Topic %s cannot be read (%s): create the topics first, and see that the prefix is right."
              .formatted(topic.name(), e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted.", e);
    }
  }

  private boolean isReadable(ConsumerRecord<String, byte[]> visit) {
    try {
      decoder.deserialize(topic.name(), visit.value());
      return true;
    } catch (DecodingException e) {
      unreadable++;
      LOG.warn(
          "Record {}-{}@{} is no closed visit and is left out.",
          visit.topic(),
          visit.partition(),
          visit.offset());
      return false;
    }
  }
}
