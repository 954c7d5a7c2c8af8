package io.theriac.streams.whole;

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
import org.apache.kafka.streams.state.KeyValueStore;

/** What a part sees of its task: stores that can be undone, and outputs that can be held. */
final class PartContext<L, W> implements ProcessorContext<L, W> {

  private final ProcessorContext<L, W> context;
  private final Part<?, ?, L, W> part;

  PartContext(ProcessorContext<L, W> context, Part<?, ?, L, W> part) {
    this.context = context;
    this.part = part;
  }

  @Override
  public <A extends L, B extends W> void forward(Record<A, B> message) {
    part.forward(message, null);
  }

  @Override
  public <A extends L, B extends W> void forward(Record<A, B> message, String childName) {
    part.forward(message, childName);
  }

  /** A store of keys and values; other kinds are not undone, so there must be none. */
  @Override
  @SuppressWarnings("unchecked")
  public <S extends StateStore> S getStateStore(String name) {
    KeyValueStore<Object, Object> store = context.getStateStore(name);
    return (S) new UndoableStore<>(store, part.whole());
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    return context.schedule(interval, type, callback);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    return context.schedule(start, interval, type, callback);
  }

  @Override
  public void commit() {
    context.commit();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return context.recordMetadata();
  }

  @Override
  public String applicationId() {
    return context.applicationId();
  }

  @Override
  public TaskId taskId() {
    return context.taskId();
  }

  @Override
  public Serde<?> keySerde() {
    return context.keySerde();
  }

  @Override
  public Serde<?> valueSerde() {
    return context.valueSerde();
  }

  @Override
  public File stateDir() {
    return context.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return context.metrics();
  }

  @Override
  public Map<String, Object> appConfigs() {
    return context.appConfigs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return context.appConfigsWithPrefix(prefix);
  }

  @Override
  public long currentSystemTimeMs() {
    return context.currentSystemTimeMs();
  }

  @Override
  public long currentStreamTimeMs() {
    return context.currentStreamTimeMs();
  }
}
