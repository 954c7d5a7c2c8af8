package io.theriac.ingest;

/**
 * How events are published.
 *
 * @param maxInFlight events sent and not yet acknowledged; at this number the publisher waits
 * @param eventsPerSecond upper bound on the rate; 0 for as fast as the broker takes them
 */
public record PublisherOptions(int maxInFlight, double eventsPerSecond, ImportProgress progress) {

  public PublisherOptions {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "maxInFlight is %d: use at least 1.".formatted(maxInFlight));
    }
    if (!(eventsPerSecond >= 0)) {
      throw new IllegalArgumentException(
          "eventsPerSecond is %s: use 0 for no limit or a positive number."
              .formatted(eventsPerSecond));
    }
  }

  /** 10,000 in flight, no limit on the rate, no progress. */
  public static PublisherOptions defaults() {
    return new PublisherOptions(10_000, 0, ImportProgress.NONE);
  }

  public PublisherOptions withMaxInFlight(int value) {
    return new PublisherOptions(value, eventsPerSecond, progress);
  }

  public PublisherOptions withEventsPerSecond(double value) {
    return new PublisherOptions(maxInFlight, value, progress);
  }

  public PublisherOptions withProgress(ImportProgress value) {
    return new PublisherOptions(maxInFlight, eventsPerSecond, value);
  }
}
