package io.theriac.streams.backtest;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.serde.DecodingException;
import io.theriac.streams.AppConfig;
import io.theriac.streams.TopicSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what was decided about models, once, to the end. */
public final class Releases {

  private static final Duration POLL = Duration.ofMillis(200);

  private Releases() {}

  /** The book of the configuration's model. */
  public static ReleaseBook read(AppConfig config, TopicSerdes serdes) {
    ReleaseBook book = new ReleaseBook(config.get(AppConfig.MODEL_NAME));
    Topic<ModelRelease> topic = config.topics().modelReleases();
    try (Consumer<byte[], byte[]> consumer = InputPlanner.consumer(config);
        Deserializer<ModelRelease> values = serdes.of(topic).deserializer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          note(book, values, message);
        }
      }
    }
    return book;
  }

  private static void note(
      ReleaseBook book, Deserializer<ModelRelease> values, ConsumerRecord<byte[], byte[]> message) {
    try {
      ModelRelease release = values.deserialize(message.topic(), message.value());
      if (release != null) {
        book.note(release);
      }
    } catch (DecodingException e) {
      // The serving application logs it; a backtest only asks for releases it can read.
    }
  }
}
