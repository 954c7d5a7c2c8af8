package io.theriac.local.topic;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed to the output topics, from the beginning, as a consumer would. */
public final class OutputReader implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> readers = new HashMap<>();

  /**
   * @param clientProperties addresses and security of the clients
   */
  public OutputReader(
      Map<String, String> clientProperties, Topics topics, OutputListener listener) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    read(topics.visits(), clientProperties, listener::visit);
    read(topics.recommendations(), clientProperties, (key, each) -> listener.recommendation(each));
    read(topics.ddiAlerts(), clientProperties, (key, each) -> listener.alert(each));
    read(topics.deadLetters(), clientProperties, (key, each) -> listener.deadLetter(each));
    List<TopicPartition> partitions =
        readers.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private interface Sink<V> {
    void accept(String key, V value);
  }

  private <V extends SpecificRecord> void read(
      Topic<V> topic, Map<String, String> clientProperties, Sink<V> sink) {
    AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType());
    values.configure(clientProperties, false);
    readers.put(
        topic.name(),
        record -> sink.accept(record.key(), values.deserialize(topic.name(), record.value())));
  }

  /** Reads on, up to the end as it is now. */
  public void refresh() {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> readers.get(record.topic()).accept(record));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
