package io.theriac.streams.whole;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A processor as a part of the whole that its task does with a record. */
final class Part<K, V, L, W> implements Processor<K, V, L, W> {

  /** Asks a part to tell the topics what it has held. */
  private static final Object SPEAK = new Object();

  private final String name;
  private final Processor<K, V, L, W> processor;
  private final WholeRecords records;
  private final List<Output<? extends L, ? extends W>> held = new ArrayList<>();
  private ProcessorContext<L, W> context;
  private WholeRecord whole;

  /**
   * @param childOrNull null for all children
   */
  private record Output<L, W>(Record<L, W> message, String childOrNull) {}

  Part(String name, Processor<K, V, L, W> processor, WholeRecords records) {
    this.name = name;
    this.processor = processor;
    this.records = records;
  }

  @Override
  public void init(ProcessorContext<L, W> context) {
    this.context = context;
    whole = records.of(context.taskId());
    whole.add(name, this);
    processor.init(new PartContext<>(context, this));
  }

  @Override
  public void process(Record<K, V> message) {
    if ((Object) message.value() == SPEAK) {
      speak();
    } else if (whole.isOpen()) {
      try {
        processor.process(message);
      } catch (RuntimeException e) {
        whole.failed(e);
      }
    } else {
      whole.begins(this);
      processor.process(message);
    }
  }

  @Override
  public void close() {
    processor.close();
    records.closed(context.taskId());
  }

  WholeRecord whole() {
    return whole;
  }

  /** To another processor at once; to a topic when the whole is done. */
  <A extends L, B extends W> void forward(Record<A, B> message, String childOrNull) {
    if (!whole.isOpen()) {
      send(new Output<>(message, childOrNull));
    } else if (childOrNull != null && records.isProcessor(childOrNull)) {
      context.forward(message, childOrNull);
      whole.throwFailure();
    } else {
      held.add(new Output<>(message, childOrNull));
    }
  }

  private <A extends L, B extends W> void send(Output<A, B> output) {
    if (output.childOrNull() == null) {
      context.forward(output.message());
    } else {
      context.forward(output.message(), output.childOrNull());
    }
  }

  /** Kafka Streams lets only the processor at work forward: the others are asked to do it. */
  @SuppressWarnings("unchecked")
  void speakAll(Collection<Part<?, ?, ?, ?>> parts) {
    speak();
    for (Part<?, ?, ?, ?> part : parts) {
      if (!part.held.isEmpty()) {
        long timestamp = part.held.get(0).message().timestamp();
        context.forward((Record<L, W>) new Record<>((Object) null, SPEAK, timestamp), part.name);
      }
    }
  }

  private void speak() {
    held.forEach(this::send);
    held.clear();
  }

  void takenBack() {
    if (processor instanceof TakenBack remembering) {
      remembering.takenBack();
    }
  }

  void forgetHeld() {
    held.clear();
  }
}
