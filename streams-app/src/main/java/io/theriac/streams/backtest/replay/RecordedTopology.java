package io.theriac.streams.backtest.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A topology that remembers what it was built from, so that a replay can run the very nodes that
 * Kafka Streams would run.
 */
public final class RecordedTopology extends Topology {

  /** Reads a topic. */
  record Source(String name, String topic, Deserializer<?> keys, Deserializer<?> values) {}

  /** Processes what its parents forward. */
  record Step(String name, ProcessorSupplier<?, ?, ?, ?> supplier) {}

  /**
   * Writes a topic.
   *
   * @param partitioner null where the partition is that of the task
   */
  record Sink(
      String name,
      String topic,
      Serializer<?> keys,
      Serializer<?> values,
      StreamPartitioner<?, ?> partitioner) {}

  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Sink> sinks = new LinkedHashMap<>();
  private final List<String> stores = new ArrayList<>();
  private final Map<String, List<String>> children = new LinkedHashMap<>();

  @Override
  public synchronized <K, V> Topology addSource(
      String name, Deserializer<K> keys, Deserializer<V> values, String... topics) {
    super.addSource(name, keys, values, topics);
    for (String topic : topics) {
      sources.put(topic, new Source(name, topic, keys, values));
    }
    return this;
  }

  @Override
  public synchronized <K, V, L, W> Topology addProcessor(
      String name, ProcessorSupplier<K, V, L, W> supplier, String... parents) {
    super.addProcessor(name, supplier, parents);
    steps.put(name, new Step(name, supplier));
    adopt(name, parents);
    return this;
  }

  @Override
  public synchronized <S extends StateStore> Topology addStateStore(
      StoreBuilder<S> builder, String... processors) {
    super.addStateStore(builder, processors);
    stores.add(builder.name());
    return this;
  }

  @Override
  public synchronized <K, V> Topology addSink(
      String name, String topic, Serializer<K> keys, Serializer<V> values, String... parents) {
    super.addSink(name, topic, keys, values, parents);
    sinks.put(name, new Sink(name, topic, keys, values, null));
    adopt(name, parents);
    return this;
  }

  @Override
  public synchronized <K, V> Topology addSink(
      String name,
      String topic,
      Serializer<K> keys,
      Serializer<V> values,
      StreamPartitioner<? super K, ? super V> partitioner,
      String... parents) {
    super.addSink(name, topic, keys, values, partitioner, parents);
    sinks.put(name, new Sink(name, topic, keys, values, partitioner));
    adopt(name, parents);
    return this;
  }

  private void adopt(String child, String... parents) {
    for (String parent : parents) {
      children.computeIfAbsent(parent, p -> new ArrayList<>()).add(child);
    }
  }

  /** By topic. */
  Map<String, Source> sources() {
    return sources;
  }

  /** By name, parents before their children. */
  Map<String, Step> steps() {
    return steps;
  }

  /** By name. */
  Map<String, Sink> sinks() {
    return sinks;
  }

  List<String> stores() {
    return stores;
  }

  /** Names of the nodes that a node forwards to, in the order in which it does. */
  List<String> children(String parent) {
    return children.getOrDefault(parent, List.of());
  }

  /**
   * Sees that nothing was added in a way that is not remembered.
   *
   * @throws IllegalStateException naming what is missing
   */
  RecordedTopology requireComplete() {
    Set<String> known = new TreeSet<>(steps.keySet());
    known.addAll(sinks.keySet());
    sources.values().forEach(source -> known.add(source.name()));
    Set<String> all = new TreeSet<>();
    for (TopologyDescription.Subtopology part : describe().subtopologies()) {
      part.nodes().forEach(node -> all.add(node.name()));
    }
    if (!known.equals(all)) {
      all.removeAll(known);
      throw new IllegalStateException("A replay does not know the topology's nodes " + all);
    }
    return this;
  }
}
