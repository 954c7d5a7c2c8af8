package io.theriac.local.demo;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far the application has committed its way through the clinical topics. */
public final class Consumed implements AutoCloseable {

  private final Admin admin;
  private final String applicationId;
  private final Topics topics;

  /**
   * @param applicationId the application's consumer group
   */
  public Consumed(Map<String, String> clientProperties, String applicationId, Topics topics) {
    this.admin = Admin.create(new HashMap<String, Object>(clientProperties));
    this.applicationId = applicationId;
    this.topics = topics;
  }

  /** Records published but not yet committed as processed. */
  public long lag() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata().get();
      return ends().entrySet().stream()
          .mapToLong(
              end -> {
                OffsetAndMetadata at = committed.get(end.getKey());
                return end.getValue() - (at == null ? 0 : at.offset());
              })
          .sum();
    } catch (ExecutionException e) {
      throw new KafkaException("Cannot read how far the application is", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for the application", e);
    }
  }

  private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
    var partitions =
        admin
            .describeTopics(topics.inputs().stream().map(Topic::name).toList())
            .allTopicNames()
            .get()
            .values()
            .stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    return admin.listOffsets(partitions).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  @Override
  public void close() {
    admin.close();
  }
}
