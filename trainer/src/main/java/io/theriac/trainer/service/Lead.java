package io.theriac.trainer.service;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several trainers leads: the one that the consumer group gives the partitions to. When it
 * ends or no longer answers, another one gets them. It reads nothing.
 */
final class Lead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lead.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final long BACKOFF_MS = 2_000;

  /** A trainer that was killed is replaced after so long; brokers allow 6 s and more. */
  private static final int SESSION_TIMEOUT_MS = 10_000;

  private static final int HEARTBEAT_MS = 3_000;

  private final String topic;
  private final Map<String, Object> properties;
  private final Thread thread = new Thread(this::run, "theriac-trainer-lead");
  private volatile boolean running = true;
  private volatile boolean held;
  private volatile String trouble;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  Lead(String topic, String group, Map<String, ?> clientProperties) {
    this.topic = topic;
    properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(SoleOwnerAssignor.class.getName()));
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether this trainer leads; a pause of the process may make this late to be false. */
  boolean isHeld() {
    return held;
  }

  /** Why the group cannot be joined, if so. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Gives up the lead, so that another may take over at once. */
  @Override
  public void close() {
    running = false;
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (running) {
      try (KafkaConsumer<byte[], byte[]> joined =
          new KafkaConsumer<>(
              properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = joined;
        joined.subscribe(List.of(topic), new Pausing(joined));
        while (running) {
          joined.poll(POLL);
          trouble = null;
          hold(!joined.assignment().isEmpty());
        }
      } catch (WakeupException e) {
        LOG.debug("Woken up to stop.");
      } catch (KafkaException e) {
        trouble = "The group of trainers cannot be joined: %s".formatted(e.getMessage());
        LOG.warn("{}", trouble);
        hold(false);
        pause();
      }
    }
    hold(false);
  }

  private void hold(boolean now) {
    if (now != held) {
      LOG.info(now ? "This trainer leads." : "This trainer does not lead any more.");
    }
    held = now;
  }

  private void pause() {
    try {
      Thread.sleep(BACKOFF_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** Owns partitions without reading them. */
  private final class Pausing implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> of;

    Pausing(KafkaConsumer<byte[], byte[]> of) {
      this.of = of;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      of.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      hold(false);
    }
  }
}
