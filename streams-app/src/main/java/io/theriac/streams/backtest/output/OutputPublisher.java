package io.theriac.streams.backtest.output;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.streams.config.UserError;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes what a backtest wrote to its own topics, each partition in its order, under the event
 * times. Topics of an earlier run of the same name are made anew, so that they hold one run; topics
 * that no backtest made are left alone.
 */
public final class OutputPublisher {

  private static final int HEAD_BYTES = 5;
  private static final int LARGEST = 8 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Event times of any age, kept until the topics are deleted. */
  private static final Map<String, String> CONFIGS =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE),
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE),
          TopicConfig.RETENTION_MS_CONFIG, "-1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST));

  private final Map<String, String> clients;
  private final RegistryClient registry;

  /**
   * @param clients addresses and security of the Kafka clients
   */
  public OutputPublisher(Map<String, String> clients, RegistryClient registry) {
    this.clients = Map.copyOf(clients);
    this.registry = registry;
  }

  /**
   * Makes the topics and fills them.
   *
   * @param spool what was written, under the names of the live topics
   * @throws UserError if the broker refuses, a topic of that name was made by something else, or
   *     another backtest of the same name came in between
   */
  public void publish(OutputTopics topics, Path spool, int partitions) {
    Map<String, Target> targets = new HashMap<>();
    for (int i = 0; i < topics.all().size(); i++) {
      Topic<?> live = topics.replaced().get(i);
      targets.put(live.name(), new Target(topics.all().get(i).name(), schemaId(live)));
    }
    List<String> names = topics.all().stream().<String>map(Topic::name).toList();
    try (Admin admin = Admin.create(new HashMap<String, Object>(clients))) {
      Map<String, Uuid> ids = create(admin, names, partitions);
      send(targets, spool, partitions);
      requireSame(admin, ids);
    } catch (ExecutionException | TimeoutException e) {
      throw refused(e);
    }
  }

  private record Target(String topic, int schemaId) {}

  /** Ids are the live subjects': a backtest registers nothing. */
  private int schemaId(Topic<?> live) {
    return registry
        .lookup(live.valueSubject(), PublishedSchema.of(live.schema()))
        .orElseThrow(
            () ->
                new UserError(
                    "Subject %s does not have this build's schema: create the topics first (theriac topics create)."
                        .formatted(live.valueSubject())))
        .id();
  }

  private static Map<String, Uuid> create(Admin admin, List<String> names, int partitions)
      throws ExecutionException, TimeoutException {
    Set<String> there = await(admin.listTopics().names());
    List<String> old = names.stream().filter(there::contains).toList();
    if (!old.isEmpty()) {
      requireMadeByBacktest(admin, old);
      await(admin.deleteTopics(old).all());
    }
    List<NewTopic> topics =
        names.stream().map(n -> new NewTopic(n, partitions, (short) -1).configs(CONFIGS)).toList();
    Map<String, Uuid> ids = createWhenGone(admin, topics);
    awaitLeaders(admin, ids);
    return ids;
  }

  /** A backtest's topics have settings of their own, which no live topic has. */
  private static void requireMadeByBacktest(Admin admin, List<String> names)
      throws ExecutionException, TimeoutException {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<ConfigResource, Config> found = await(admin.describeConfigs(resources).all());
    for (Map.Entry<ConfigResource, Config> topic : found.entrySet()) {
      for (Map.Entry<String, String> setting : CONFIGS.entrySet()) {
        if (!topic.getValue().get(setting.getKey()).value().equals(setting.getValue())) {
          throw new UserError(
              "Topic %s is there, but with a %s that no backtest gives: it is left alone; delete it yourself, or give another --name."
                  .formatted(topic.getKey().name(), setting.getKey()));
        }
      }
    }
  }

  /** Another backtest of the same name makes the topics anew: then neither may count as whole. */
  private static void requireSame(Admin admin, Map<String, Uuid> ids)
      throws ExecutionException, TimeoutException {
    if (!haveLeaders(admin, ids)) {
      throw new UserError(
          "Topics %s were made anew while they were written: another backtest has the same --name; give each its own."
              .formatted(String.join(", ", new TreeSet<>(ids.keySet()))));
    }
  }

  /** A topic that was deleted lingers for a moment. */
  private static Map<String, Uuid> createWhenGone(Admin admin, List<NewTopic> topics)
      throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Uuid> ids = new HashMap<>();
    List<NewTopic> missing = topics;
    while (!missing.isEmpty()) {
      List<NewTopic> refused = new ArrayList<>();
      CreateTopicsResult answers = admin.createTopics(missing);
      for (NewTopic topic : missing) {
        try {
          ids.put(topic.name(), await(answers.topicId(topic.name())));
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() > deadline) {
            throw e;
          }
          refused.add(topic);
        }
      }
      missing = refused;
    }
    return ids;
  }

  /**
   * Waits until brokers know the new topics: a producer that saw the old one's id first would begin
   * its sequence anew on the way, and be refused.
   */
  private static void awaitLeaders(Admin admin, Map<String, Uuid> ids)
      throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!haveLeaders(admin, ids)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the new topics have no leaders");
      }
    }
  }

  private static boolean haveLeaders(Admin admin, Map<String, Uuid> ids)
      throws ExecutionException, TimeoutException {
    try {
      return await(admin.describeTopics(ids.keySet()).allTopicNames()).values().stream()
          .allMatch(
              topic ->
                  topic.topicId().equals(ids.get(topic.name()))
                      && topic.partitions().stream()
                          .allMatch(p -> p.leader() != null && !p.leader().isEmpty()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false; // made, but not every broker knows it yet
      }
      throw e;
    }
  }

  private void send(Map<String, Target> targets, Path spool, int partitions) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition just made may refuse its first batch: were the second under way and taken, the
    // first would be out of sequence for ever.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      Spool.read(
          spool,
          partitions,
          targets::containsKey,
          entry -> {
            Target target = targets.get(entry.topic());
            producer.send(
                new ProducerRecord<>(
                    target.topic(),
                    entry.partition(),
                    Math.max(0, entry.timestamp()),
                    entry.keyOrNull(),
                    frame(entry.valueOrNull(), target.schemaId())),
                (sent, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
          });
      producer.flush();
    }
    if (failure.get() != null) {
      throw refused(failure.get());
    }
  }

  /** The Confluent wire format: a zero, the schema's id, the body. */
  private static byte[] frame(byte[] bodyOrNull, int schemaId) {
    if (bodyOrNull == null) {
      return null;
    }
    return ByteBuffer.allocate(HEAD_BYTES + bodyOrNull.length)
        .put((byte) 0)
        .putInt(schemaId)
        .put(bodyOrNull)
        .array();
  }

  private static <T> T await(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private static UserError refused(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new UserError(
        "The backtest's output topics cannot be written (%s): allow it to create, delete and write topics under its prefix, or leave them out with --no-topics."
            .formatted(cause.getMessage()),
        e);
  }
}
