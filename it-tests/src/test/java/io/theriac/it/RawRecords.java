package io.theriac.it;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.state.fixture.PatientStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records as bytes on the shared stack, and stories as events of a tenant's topics. */
final class RawRecords {

  private RawRecords() {}

  /** Sends records and waits until the broker has them all. */
  static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> properties = new HashMap<>(SharedStack.clients());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  /** Everything committed to a topic. */
  static List<ConsumerRecord<byte[], byte[]>> committed(Topic<?> topic) {
    Map<String, Object> properties = new HashMap<>(SharedStack.clients());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** The events of a story, ready for the topics of a tenant. */
  static List<OutboundEvent> events(PatientStory story, Topics topics) {
    return story.events().stream().map(event -> event(event, topics)).toList();
  }

  private static OutboundEvent event(SpecificRecord event, Topics topics) {
    Topic<? extends SpecificRecord> topic =
        topics.clinical().stream()
            .filter(each -> each.valueType().isInstance(event))
            .findFirst()
            .orElseThrow();
    EventHeader header = (EventHeader) event.get(event.getSchema().getField("header").pos());
    String patient = (String) event.get(event.getSchema().getField("patientKey").pos());
    return new OutboundEvent(topic, patient, event, header.getOccurredAt());
  }
}
