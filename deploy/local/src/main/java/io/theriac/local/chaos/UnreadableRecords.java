package io.theriac.local.chaos;

import io.theriac.local.demo.BrokenRecords;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.InputPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records that nobody can read, and remembers where they stand. */
final class UnreadableRecords implements AutoCloseable {

  private static final byte[] EMPTY_FRAME = {};
  private static final List<byte[]> VALUES =
      List.of(
          BrokenRecords.WRONG_MAGIC_BYTE,
          BrokenRecords.UNKNOWN_SCHEMA_ID,
          "{\"json\": true}".getBytes(StandardCharsets.UTF_8),
          EMPTY_FRAME);

  private final KafkaProducer<String, byte[]> producer;
  private final List<InputPosition> sent = Collections.synchronizedList(new ArrayList<>());
  private final Random random;

  UnreadableRecords(Map<String, String> clients, long seed) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    random = new Random(seed);
  }

  /**
   * Sends one, of any kind.
   *
   * @param at event time of the record, in milliseconds since 1970
   */
  void send(Topic<?> topic, String key, long at) {
    byte[] value = VALUES.get(random.nextInt(VALUES.size()));
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic.name(), null, at, key, value),
            (where, error) -> {
              if (error == null) {
                sent.add(new InputPosition(where.topic(), where.partition(), where.offset()));
              }
            });
  }

  /** Waits until the broker has all of them, and says where. */
  List<InputPosition> positions() {
    producer.flush();
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    producer.close();
  }
}
