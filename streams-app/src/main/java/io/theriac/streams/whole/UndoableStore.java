package io.theriac.streams.whole;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that tells the whole, before each change, how to undo it. */
final class UndoableStore<K, V> implements KeyValueStore<K, V> {

  private final KeyValueStore<K, V> store;
  private final WholeRecord whole;

  UndoableStore(KeyValueStore<K, V> store, WholeRecord whole) {
    this.store = store;
    this.whole = whole;
  }

  @Override
  public void put(K key, V value) {
    note(key);
    store.put(key, value);
  }

  @Override
  public V putIfAbsent(K key, V value) {
    note(key);
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public V delete(K key) {
    note(key);
    return store.delete(key);
  }

  private void note(K key) {
    if (whole.isOpen()) {
      V before = store.get(key);
      whole.undoBy(
          () -> {
            if (before == null) {
              store.delete(key);
            } else {
              store.put(key, before);
            }
          });
    }
  }

  @Override
  public V get(K key) {
    return store.get(key);
  }

  @Override
  public KeyValueIterator<K, V> range(K from, K to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<K, V> reverseRange(K from, K to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<K, V> all() {
    return store.all();
  }

  @Override
  public KeyValueIterator<K, V> reverseAll() {
    return store.reverseAll();
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    throw new UnsupportedOperationException("Kafka Streams opens the store itself.");
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("Kafka Streams closes the store itself.");
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }
}
