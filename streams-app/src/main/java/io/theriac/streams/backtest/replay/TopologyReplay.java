package io.theriac.streams.backtest.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.streams.AppConfig;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.Wiring;
import io.theriac.streams.alerts.InteractionScreen;
import io.theriac.streams.deadletter.DeadLetters;
import io.theriac.streams.deadletter.ProcessingFailureHandler;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.serving.ModelHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;

/**
 * The application's topology, run over a bounded range of its input without Kafka Streams: the same
 * description, processors, serdes and failure handler, one task a partition. Kafka Streams itself
 * cannot be made to repeat itself to the byte: records of equal time, messages between partitions
 * and the cutting of batches depend on which thread and which fetch was faster.
 *
 * <p>Time is event time throughout: timers, batches and the clock of dead letters. Not safe for use
 * by several threads; it uses several itself.
 */
public final class TopologyReplay implements AutoCloseable {

  private static final long MEBIBYTE = 1L << 20;

  /**
   * What a replay runs with.
   *
   * @param config of the application; must say that it is a replay
   * @param models the model that scores, or none
   * @param from event time from which on things are scored and published
   * @param to event time of the end, exclusive
   * @param firstMerge event time, milliseconds since 1970, of the first merge or erasure; {@link
   *     Long#MAX_VALUE} if there is none
   */
  public record Setup(
      AppConfig config,
      TopicSerdes serdes,
      InteractionScreen interactions,
      ModelHolder models,
      Instant from,
      Instant to,
      long firstMerge,
      int threads) {}

  private final Setup setup;
  private final Replay replay;
  private final List<SimpleMeterRegistry> meters = new ArrayList<>();

  /**
   * Opens a replay; nothing is read yet.
   *
   * @param ranges for each partition what to read of each topic, in the order of the topics
   * @param consumers makes a consumer for each partition, reading committed records
   * @param directory for the rows, one subdirectory a partition; rows that are there are gone on
   *     with
   * @param done counts the records taken
   */
  public TopologyReplay(
      Setup setup,
      List<Map<TopicPartition, OffsetRange>> ranges,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Path directory,
      OutputListener outputs,
      LongAdder done) {
    if (!setup.config().get(AppConfig.REPLAY)) {
      throw new IllegalArgumentException("The configuration does not say that it is a replay.");
    }
    this.setup = setup;
    List<Replay.Part> parts = new ArrayList<>();
    for (int partition = 0; partition < ranges.size(); partition++) {
      Mail mail = new Mail(ranges.size());
      MergedInput input =
          new MergedInput(consumers.get(), ranges.get(partition), setup.to().toEpochMilli());
      parts.add(new Replay.Part(input, task(partition, directory, outputs, mail), mail));
    }
    replay = new Replay(parts, setup.firstMerge(), setup.threads(), done);
  }

  private ReplayTask task(int partition, Path directory, OutputListener outputs, Mail mail) {
    AppConfig config = setup.config();
    EventTimeClock clock = new EventTimeClock();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    meters.add(registry);
    AppMetrics metrics = new AppMetrics(registry);
    Collaborators collaborators =
        Wiring.collaborators(
            config,
            setup.serdes(),
            setup.interactions(),
            setup.models(),
            metrics,
            clock,
            Clock.fixed(setup.to(), ZoneOffset.UTC));
    Serde<DeadLetter> letters = setup.serdes().of(config.topics().deadLetters());
    ProcessingFailureHandler failures = new ProcessingFailureHandler();
    failures.configure(
        Map.of(
            DeadLetters.CONFIG_KEY,
            new DeadLetters(
                config.topics(),
                letters.serializer(),
                clock,
                config.get(AppConfig.DEAD_LETTER_MAX_BYTES),
                metrics)));
    return new ReplayTask(
        partition,
        RecommenderTopology.build(collaborators, new RecordedTopology()).requireComplete(),
        clock,
        Gate.openingAt(setup.from()),
        failures,
        letters.deserializer(),
        directory.resolve(Integer.toString(partition)),
        config.get(AppConfig.ROCKSDB_MEMORY_MB) * MEBIBYTE,
        outputs,
        mail);
  }

  /** Makes the state of the beginning of the range. */
  public void toBeginning() {
    replay.runUntil(setup.from().toEpochMilli());
  }

  /** Goes to the end of the range; afterwards no visit waits to be scored. */
  public void toEnd() {
    replay.runUntil(setup.to().toEpochMilli());
    replay.finish(setup.to().toEpochMilli());
  }

  /** Keeps all rows as they are now, one subdirectory a partition. */
  public void snapshot(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Replay.Part part : replay.parts()) {
      part.task().rows().snapshot(directory.resolve(Integer.toString(part.task().partition())));
    }
  }

  /** By topic and partition the offset after the last record taken. */
  public Map<String, Map<Integer, Long>> positions() {
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    for (Replay.Part part : replay.parts()) {
      part.input()
          .positions()
          .forEach(
              (from, next) ->
                  positions
                      .computeIfAbsent(from.topic(), topic -> new TreeMap<>())
                      .put(from.partition(), next));
    }
    return positions;
  }

  /** What was counted since the replay was opened: the application's own counters, by name. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (SimpleMeterRegistry registry : meters) {
      registry
          .getMeters()
          .forEach(
              meter -> {
                if (meter instanceof Counter counter) {
                  StringBuilder name = new StringBuilder(meter.getId().getName());
                  meter.getId().getTags().forEach(tag -> name.append('|').append(tag.getValue()));
                  counts.merge(name.toString(), Math.round(counter.count()), Long::sum);
                }
              });
    }
    return counts;
  }

  @Override
  public void close() {
    replay.close();
    meters.forEach(SimpleMeterRegistry::close);
  }
}
