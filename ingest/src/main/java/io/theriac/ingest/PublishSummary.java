package io.theriac.ingest;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was published; every event counted here was acknowledged by all in-sync replicas.
 *
 * @param eventsByTopic by topic name
 */
public record PublishSummary(Map<String, Long> eventsByTopic, Duration duration) {

  public PublishSummary {
    eventsByTopic = Collections.unmodifiableMap(new TreeMap<>(eventsByTopic));
  }

  /** Events of all topics. */
  public long events() {
    return eventsByTopic.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Mean rate; 0 when nothing was published. */
  public double eventsPerSecond() {
    long events = events();
    return events == 0 ? 0 : events / Math.max(1e-9, duration.toNanos() / 1e9);
  }

  /** This part and the next together. */
  public PublishSummary plus(PublishSummary next) {
    Map<String, Long> sum = new TreeMap<>(eventsByTopic);
    next.eventsByTopic.forEach((topic, count) -> sum.merge(topic, count, Long::sum));
    return new PublishSummary(sum, duration.plus(next.duration));
  }
}
