package io.theriac.streams.recommend;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the rows that a store's iterators hand out. */
final class CountedRows {

  private final AtomicInteger rows = new AtomicInteger();

  /** The same store, counted from now on. */
  @SuppressWarnings("unchecked") // a proxy of the store's own interface
  <K, V> KeyValueStore<K, V> of(KeyValueStore<K, V> store) {
    return proxy(
        KeyValueStore.class,
        (proxy, method, arguments) -> {
          Object answer = method.invoke(store, arguments);
          return answer instanceof KeyValueIterator<?, ?> iterator ? counted(iterator) : answer;
        });
  }

  private KeyValueIterator<?, ?> counted(KeyValueIterator<?, ?> iterator) {
    return proxy(
        KeyValueIterator.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("next")) {
            rows.incrementAndGet();
          }
          return method.invoke(iterator, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** How many since this was asked last. */
  int taken() {
    return rows.getAndSet(0);
  }
}
