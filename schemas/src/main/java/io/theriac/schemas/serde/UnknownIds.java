package io.theriac.schemas.serde;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schema ids that the registry said it does not know, for a short while and at most a few. */
final class UnknownIds {

  private static final int MOST = 1_000;

  private final long ttlNanos;
  private final Map<Integer, Long> seenAt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MOST;
        }
      };

  UnknownIds(Duration ttl) {
    this.ttlNanos = ttl.toNanos();
  }

  synchronized void add(int id) {
    seenAt.remove(id);
    seenAt.put(id, System.nanoTime());
  }

  synchronized boolean contains(int id) {
    Long since = seenAt.get(id);
    return since != null && System.nanoTime() - since < ttlNanos;
  }
}
