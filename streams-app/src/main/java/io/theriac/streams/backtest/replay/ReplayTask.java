package io.theriac.streams.backtest.replay;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.state.store.VisitStore;
import io.theriac.streams.EventTimestamps;
import io.theriac.streams.backtest.replay.RecordedTopology.Sink;
import io.theriac.streams.backtest.replay.RecordedTopology.Source;
import io.theriac.streams.deadletter.ProcessingFailureHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Result;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * One partition of a replay: the topology's processors, their stores, and the record at hand. As a
 * task of Kafka Streams it does one record after the other, each to its end; one thread at a time.
 */
final class ReplayTask implements AutoCloseable {

  private final int partition;
  private final RecordedTopology topology;
  private final EventTimeClock clock;
  private final Gate gate;
  private final ProcessingFailureHandler failures;
  private final Deserializer<DeadLetter> letters;
  private final OutputListener outputs;
  private final Mail mail;
  private final Timers timers = new Timers();
  private final EventTimestamps timestamps = new EventTimestamps();
  private final Map<String, StateStore> stores = new HashMap<>();
  private final Map<String, Processor<Object, Object, Object, Object>> processors =
      new LinkedHashMap<>();
  private final Map<String, NodeContext> contexts = new HashMap<>();
  private final DiskStore rows;
  private ConsumerRecord<byte[], byte[]> current;
  private long written;

  /**
   * @param directory where the rows are kept, and perhaps are already
   * @param mail takes what the topology writes to topics that it reads itself
   */
  ReplayTask(
      int partition,
      RecordedTopology topology,
      EventTimeClock clock,
      Gate gate,
      ProcessingFailureHandler failures,
      Deserializer<DeadLetter> letters,
      Path directory,
      long memoryBytes,
      OutputListener outputs,
      Mail mail) {
    this.partition = partition;
    this.topology = topology;
    this.clock = clock;
    this.gate = gate;
    this.failures = failures;
    this.letters = letters;
    this.outputs = outputs;
    this.mail = mail;
    rows = new DiskStore(VisitStore.NAME, directory, memoryBytes);
    for (String name : topology.stores()) {
      stores.put(name, name.equals(VisitStore.NAME) ? rows : new HeapStore<String, Object>(name));
    }
    topology.steps().values().forEach(this::start);
  }

  @SuppressWarnings("unchecked")
  private void start(RecordedTopology.Step step) {
    NodeContext context = new NodeContext(this, step.name());
    Processor<Object, Object, Object, Object> processor =
        (Processor<Object, Object, Object, Object>) step.supplier().get();
    contexts.put(step.name(), context);
    processors.put(step.name(), processor);
    processor.init(context);
  }

  /** Takes a record of an input topic, or a message that another task sent. */
  void take(ConsumerRecord<byte[], byte[]> message) {
    long time = timestamp(message);
    timers.before(time);
    clock.advanceTo(time);
    current = message;
    try {
      Source source = topology.sources().get(message.topic());
      Record<Object, Object> read =
          new Record<>(
              deserialize(source.keys(), message, message.key()),
              deserialize(source.values(), message, message.value()),
              time,
              message.headers());
      forward(source.name(), read);
    } finally {
      current = null;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private long timestamp(ConsumerRecord<byte[], byte[]> message) {
    return timestamps.extract((ConsumerRecord) message, clock.millis());
  }

  private static <T> T deserialize(
      Deserializer<T> deserializer, ConsumerRecord<byte[], byte[]> message, byte[] bytes) {
    return deserializer.deserialize(message.topic(), message.headers(), bytes);
  }

  /** Lets time come to the end of the range, and scores whatever still waits. */
  void finish(long end) {
    timers.before(end);
    clock.advanceTo(end);
    long before;
    do {
      before = written;
      timers.atEnd(end);
    } while (written > before);
  }

  void forward(String from, Record<?, ?> message) {
    for (String child : topology.children(from)) {
      deliver(child, message);
    }
  }

  @SuppressWarnings("unchecked")
  void deliver(String child, Record<?, ?> message) {
    Processor<Object, Object, Object, Object> processor = processors.get(child);
    if (processor == null) {
      write(topology.sinks().get(child), message);
      return;
    }
    if (!gate.admits(child, message.timestamp())) {
      return;
    }
    try {
      processor.process((Record<Object, Object>) message);
    } catch (ReplayException e) {
      throw e;
    } catch (RuntimeException e) {
      handle(child, message, e);
    }
  }

  /** As Kafka Streams does: the handler sets the record aside, or all ends. */
  private void handle(String processor, Record<?, ?> message, RuntimeException failure) {
    Response response =
        failures.handleError(new FailureContext(processor, id(), current), message, failure);
    if (response.result() == Result.FAIL) {
      throw new ReplayException(
          "Processor %s failed in partition %d: %s"
              .formatted(processor, partition, failure.getMessage()),
          failure);
    }
    response.deadLetterQueueRecords().forEach(this::writeLetter);
  }

  private void writeLetter(ProducerRecord<byte[], byte[]> letter) {
    long time = letter.timestamp() == null ? clock.millis() : letter.timestamp();
    outputs.wrote(
        partition,
        letter.topic(),
        time,
        letter.key(),
        letters.deserialize(letter.topic(), letter.value()),
        gate.isOpen(time));
  }

  private void write(Sink sink, Record<?, ?> message) {
    written++;
    if (topology.sources().containsKey(sink.topic())) {
      post(sink, message);
      return;
    }
    outputs.wrote(
        partition,
        sink.topic(),
        message.timestamp(),
        serialize(sink.keys(), sink, message.key()),
        (SpecificRecord) message.value(),
        gate.isOpen(message.timestamp()));
  }

  @SuppressWarnings("unchecked")
  private void post(Sink sink, Record<?, ?> message) {
    int to =
        ((StreamPartitioner<Object, Object>) sink.partitioner())
            .partitions(sink.topic(), message.key(), message.value(), mail.partitions())
            .orElseThrow()
            .iterator()
            .next();
    mail.post(
        to,
        sink.topic(),
        message.timestamp(),
        serialize(sink.keys(), sink, message.key()),
        serialize(sink.values(), sink, message.value()));
  }

  @SuppressWarnings("unchecked")
  private static byte[] serialize(Serializer<?> serializer, Sink sink, Object value) {
    return ((Serializer<Object>) serializer).serialize(sink.topic(), value);
  }

  StateStore store(String name) {
    return stores.get(name);
  }

  /** The rows of all visits. */
  DiskStore rows() {
    return rows;
  }

  Timers timers() {
    return timers;
  }

  EventTimeClock clock() {
    return clock;
  }

  TaskId id() {
    return new TaskId(0, partition);
  }

  int partition() {
    return partition;
  }

  /** Where the record at hand stands; empty when time alone is at work. */
  Optional<RecordMetadata> position() {
    return Optional.ofNullable(current).map(Position::of);
  }

  @Override
  public void close() {
    processors.values().forEach(Processor::close);
    stores.values().forEach(StateStore::close);
  }

  private record Position(String topic, int partition, long offset) implements RecordMetadata {
    static RecordMetadata of(ConsumerRecord<?, ?> message) {
      return new Position(message.topic(), message.partition(), message.offset());
    }
  }
}
