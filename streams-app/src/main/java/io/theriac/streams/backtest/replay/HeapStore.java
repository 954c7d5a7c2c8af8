package io.theriac.streams.backtest.replay;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A small store on the heap: for visits that wait to be scored, which a replay never has many. */
final class HeapStore<K extends Comparable<K>, V> implements KeyValueStore<K, V> {

  private final String name;
  private final NavigableMap<K, V> rows = new TreeMap<>();

  HeapStore(String name) {
    this.name = name;
  }

  @Override
  public V get(K key) {
    return rows.get(key);
  }

  @Override
  public void put(K key, V valueOrNull) {
    if (valueOrNull == null) {
      rows.remove(key);
    } else {
      rows.put(key, valueOrNull);
    }
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return rows.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public V delete(K key) {
    return rows.remove(key);
  }

  @Override
  public KeyValueIterator<K, V> range(K from, K to) {
    return iterate(rows.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<K, V> all() {
    return iterate(rows);
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  /** Over a copy: the store may change meanwhile. */
  private static <K extends Comparable<K>, V> KeyValueIterator<K, V> iterate(Map<K, V> rows) {
    Iterator<Map.Entry<K, V>> entries = new TreeMap<>(rows).entrySet().iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public KeyValue<K, V> next() {
        Map.Entry<K, V> entry = entries.next();
        return KeyValue.pair(entry.getKey(), entry.getValue());
      }

      @Override
      public K peekNextKey() {
        throw new UnsupportedOperationException("No processor peeks.");
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {
    rows.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
