package io.theriac.local.demo;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/** Everything committed to the output topics so far, as an alerting service would read it. */
public final class OutputTally implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> readers = new HashMap<>();
  private final Map<String, ClosedVisit> visits = new LinkedHashMap<>();
  private final List<Recommendation> recommendations = new ArrayList<>();
  private final List<DdiAlert> alerts = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  /**
   * @param clientProperties addresses and security of the clients
   */
  public OutputTally(Map<String, String> clientProperties, Topics topics) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    read(topics.visits(), clientProperties, this::visit);
    read(topics.recommendations(), clientProperties, (key, each) -> recommendations.add(each));
    read(topics.ddiAlerts(), clientProperties, (key, each) -> alerts.add(each));
    read(topics.deadLetters(), clientProperties, (key, each) -> deadLetters.add(each));
    List<TopicPartition> partitions =
        readers.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private void visit(String key, ClosedVisit contentOrNull) {
    if (contentOrNull == null) {
      visits.remove(key);
    } else {
      visits.put(key, contentOrNull);
    }
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

  /** Reads up to the end as it is now. */
  public OutputTally refresh() {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> readers.get(record.topic()).accept(record));
    }
    return this;
  }

  /** Final visits by {@code patient|visit}. */
  public Map<String, ClosedVisit> visits() {
    return visits;
  }

  /** All revisions, in the order of their partitions. */
  public List<Recommendation> recommendations() {
    return recommendations;
  }

  /** The newest revision of each visit unless it is a retraction, by {@code patient|visit}. */
  public Map<String, Recommendation> currentRecommendations() {
    Map<String, Recommendation> current = new LinkedHashMap<>();
    for (Recommendation each : recommendations) {
      current.merge(
          each.getPatientKey() + "|" + each.getVisitId(),
          each,
          (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
    }
    current.values().removeIf(each -> each.getStatus() == RecommendationStatus.RETRACTED);
    return current;
  }

  /** Alerts in all their states, in the order of their partitions. */
  public List<DdiAlert> alerts() {
    return alerts;
  }

  /** Each alert once, as it was raised first. */
  public List<DdiAlert> raisedAlerts() {
    Map<String, DdiAlert> raised = new LinkedHashMap<>();
    alerts.forEach(alert -> raised.putIfAbsent(alert.getAlertId(), alert));
    return List.copyOf(raised.values());
  }

  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
