package io.theriac.ingest;

import io.theriac.schemas.registry.RegistryException;
import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Brings events to Kafka in the order given: key = patient, timestamp = event time, acknowledged by
 * all in-sync replicas, retried without doubling or reordering by the idempotent producer. A second
 * run publishes the same event ids, which consumers drop.
 */
public final class EventPublisher implements AutoCloseable {

  private static final int REPORT_EVERY = 512;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<String, SpecificRecord> producer;
  private final PublisherOptions options;
  private final String address;

  EventPublisher(
      Producer<String, SpecificRecord> producer, PublisherOptions options, String address) {
    this.producer = producer;
    this.options = options;
    this.address = address;
  }

  /**
   * Makes a publisher; nothing is sent yet.
   *
   * @param clientConfig Kafka's and the registry's settings by their own names: at least {@code
   *     bootstrap.servers} and {@code schema.registry.url}; delivery guarantees cannot be lowered
   * @throws PublishException if a setting is missing or wrong
   */
  public static EventPublisher connect(Map<String, ?> clientConfig, PublisherOptions options) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "theriac-ingest");
    config.putAll(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, AvroSerializer.class);
    String address = String.valueOf(config.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    try {
      return new EventPublisher(new KafkaProducer<>(config), options, address);
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new PublishException(
          "The Kafka producer for %s cannot be set up: %s".formatted(address, reason.getMessage()),
          e);
    }
  }

  /**
   * Publishes all events and waits until every one is acknowledged. May be called again.
   *
   * @param total for the progress; 0 when not known
   * @throws PublishException at the first event that is not taken; those before may have been
   */
  public PublishSummary publish(Iterator<OutboundEvent> events, long total) {
    return new Publication(total).run(events);
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private record Failure(String topic, Exception cause) {}

  /** One call of publish. */
  private final class Publication {

    private final long total;
    private final long startedAt = System.nanoTime();
    private final Semaphore room = new Semaphore(options.maxInFlight());
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Map<String, Long> sentByTopic = new TreeMap<>();
    private long sent;

    Publication(long total) {
      this.total = total;
    }

    PublishSummary run(Iterator<OutboundEvent> events) {
      while (events.hasNext() && failure.get() == null) {
        pace();
        send(events.next());
        if (sent % REPORT_EVERY == 0) {
          report();
        }
      }
      flush();
      if (failure.get() != null) {
        throw explain(failure.get());
      }
      if (acknowledged.get() != sent) {
        throw new PublishException(
            "%d of %d events were not acknowledged: publish again, nothing is doubled."
                .formatted(sent - acknowledged.get(), sent),
            null);
      }
      report();
      Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
      return new PublishSummary(sentByTopic, duration);
    }

    private void pace() {
      if (options.eventsPerSecond() > 0) {
        long due = startedAt + (long) (sent / options.eventsPerSecond() * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
          }
          LockSupport.parkNanos(left);
        }
      }
    }

    private void send(OutboundEvent event) {
      String topic = event.topic().name();
      ProducerRecord<String, SpecificRecord> message =
          new ProducerRecord<>(
              topic, null, event.occurredAt().toEpochMilli(), event.key(), event.value());
      try {
        room.acquire();
        // The callback tells all that the future would.
        Future<RecordMetadata> unused =
            producer.send(
                message,
                (metadata, error) -> {
                  if (error == null) {
                    acknowledged.incrementAndGet();
                  } else {
                    failure.compareAndSet(null, new Failure(topic, error));
                  }
                  room.release();
                });
        sent++;
        sentByTopic.merge(topic, 1L, Long::sum);
      } catch (InterruptedException | InterruptException e) {
        throw interrupted(e);
      } catch (KafkaException e) {
        failure.compareAndSet(null, new Failure(topic, e));
      }
    }

    private void flush() {
      try {
        producer.flush();
      } catch (InterruptException e) {
        throw interrupted(e);
      }
    }

    private void report() {
      options
          .progress()
          .update(ImportProgress.Stage.PUBLISHING, "events", acknowledged.get(), total);
    }
  }

  private static PublishException interrupted(Exception cause) {
    Thread.currentThread().interrupt();
    return new PublishException(
        "Publishing was interrupted: publish again, nothing is doubled.", cause);
  }

  private PublishException explain(Failure failure) {
    Exception cause = failure.cause();
    if (cause instanceof RegistryUnavailableException || cause instanceof RegistryException) {
      return new PublishException(cause.getMessage(), cause);
    }
    String sentence =
        cause instanceof TimeoutException
            ? "Kafka at %s did not take an event for %s in time: check that the broker runs there"
                    .formatted(address, failure.topic())
                + " and that the topic exists, then publish again; nothing is doubled."
            : "Kafka at %s refused an event for %s (%s): put that right and publish again; nothing"
                    .formatted(address, failure.topic(), reason(cause))
                + " is doubled.";
    return new PublishException(sentence, cause);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
    String name = cause.getClass().getSimpleName();
    return message.isEmpty() ? name : name + ": " + message.replaceAll("\\.$", "");
  }
}
