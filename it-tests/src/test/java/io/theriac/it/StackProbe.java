package io.theriac.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients that show whether a broker and a registry do their work. */
record StackProbe(String bootstrapServers, String registryUrl) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  void createTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  void send(String topic, String value) throws Exception {
    send(topic, value, LIMIT);
  }

  /** Gives up on a topic that does not exist after the limit. */
  void send(String topic, String value, Duration limit) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", limit.toMillis());
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  /** The first values of the topic's only partition, in order; fewer when they do not come. */
  List<String> read(String topic, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(read -> values.add(read.value()));
      }
    }
    return values;
  }

  /** Registers a fixed schema under the subject and returns its id. */
  int registerSchema(String subject) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString("{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}"))
            .build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Matcher id = ID.matcher(body);
    if (!id.find()) {
      throw new AssertionError("The registry answered " + body);
    }
    return Integer.parseInt(id.group(1));
  }
}
