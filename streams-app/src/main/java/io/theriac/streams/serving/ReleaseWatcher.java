package io.theriac.streams.serving;

import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.serde.DecodingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the releases topic from its beginning, and follows it. Models are loaded on this thread,
 * aside from the threads that serve, and only when the topic was read to the end that it had at the
 * start, so that old releases are not loaded one after the other.
 */
public final class ReleaseWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseWatcher.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long BACKOFF_MS = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<ModelRelease> deserializer;
  private final Topic<ModelRelease> topic;
  private final ModelUpdater updater;
  private final Thread thread = new Thread(this::run, "theriac-releases");
  private volatile boolean running = true;

  /**
   * @param consumer without a group, reading committed records; closed by the watcher
   */
  public ReleaseWatcher(
      Consumer<byte[], byte[]> consumer,
      Deserializer<ModelRelease> deserializer,
      Topic<ModelRelease> topic,
      ModelUpdater updater) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.topic = topic;
    this.updater = updater;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    running = false;
    consumer.wakeup();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (running) {
        try {
          follow();
        } catch (WakeupException | InterruptException e) {
          LOG.debug("Woken up to stop.");
        } catch (KafkaException e) {
          LOG.warn("Model releases cannot be read now ({}); trying again.", e.getMessage());
          updater.cannotRead(e.getMessage());
          pause();
        } catch (RuntimeException | Error e) {
          LOG.error("Following the model releases failed; trying again.", e);
          updater.cannotFollow(e);
          pause();
        }
      }
    }
  }

  /** Reads from the beginning on until told to stop; an error leads back to the beginning. */
  private void follow() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (running) {
      consumer.poll(POLL).forEach(this::note);
      if (ends.entrySet().stream().allMatch(end -> isReached(end.getKey(), end.getValue()))) {
        updater.update();
      }
    }
  }

  private boolean isReached(TopicPartition partition, long end) {
    return consumer.position(partition) >= end;
  }

  private void note(ConsumerRecord<byte[], byte[]> message) {
    try {
      ModelRelease release = deserializer.deserialize(topic.name(), message.value());
      if (release != null) {
        updater.note(release);
      }
    } catch (DecodingException e) {
      LOG.error("Model release at offset {} is ignored: {}", message.offset(), e.getMessage());
    }
  }

  private void pause() {
    try {
      Thread.sleep(BACKOFF_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
