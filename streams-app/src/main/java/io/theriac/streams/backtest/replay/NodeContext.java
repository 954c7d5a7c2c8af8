package io.theriac.streams.backtest.replay;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What one processor of a replayed task sees of it. All time is event time. */
final class NodeContext implements ProcessorContext<Object, Object> {

  private final ReplayTask task;
  private final String node;

  NodeContext(ReplayTask task, String node) {
    this.task = task;
    this.node = node;
  }

  @Override
  public <K, V> void forward(Record<K, V> message) {
    task.forward(node, message);
  }

  @Override
  public <K, V> void forward(Record<K, V> message, String childName) {
    task.deliver(childName, message);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S extends StateStore> S getStateStore(String name) {
    return (S) task.store(name);
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    return task.timers().every(node, interval, callback);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    return schedule(interval, type, callback);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return task.position();
  }

  @Override
  public TaskId taskId() {
    return task.id();
  }

  @Override
  public long currentSystemTimeMs() {
    return task.clock().millis();
  }

  @Override
  public long currentStreamTimeMs() {
    return task.clock().millis();
  }

  /** State and outputs stand when the replay has ended. */
  @Override
  public void commit() {}

  @Override
  public String applicationId() {
    throw notReplayed("applicationId");
  }

  @Override
  public Serde<?> keySerde() {
    throw notReplayed("keySerde");
  }

  @Override
  public Serde<?> valueSerde() {
    throw notReplayed("valueSerde");
  }

  @Override
  public File stateDir() {
    throw notReplayed("stateDir");
  }

  @Override
  public StreamsMetrics metrics() {
    throw notReplayed("metrics");
  }

  @Override
  public Map<String, Object> appConfigs() {
    throw notReplayed("appConfigs");
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    throw notReplayed("appConfigsWithPrefix");
  }

  private UnsupportedOperationException notReplayed(String what) {
    return new UnsupportedOperationException(
        "Processor %s asks for %s, which a replay does not have.".formatted(node, what));
  }
}
