package io.theriac.trainer;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ModelRelease;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The topic of model releases, to read and to write. */
public final class ReleaseLog implements AutoCloseable {

  private final Function<String, ReleaseBook> reader;
  private final ReleasePublisher publisher;

  ReleaseLog(Function<String, ReleaseBook> reader, ReleasePublisher publisher) {
    this.reader = reader;
    this.publisher = publisher;
  }

  /** The log for a process beside any others. */
  public static ReleaseLog open(Topic<ModelRelease> topic, Map<String, ?> clientProperties) {
    return new ReleaseLog(
        new ReleaseReader(topic, clientProperties)::book,
        new ReleasePublisher(topic, clientProperties));
  }

  /** The log for a writer who takes over from any earlier one of the same name. */
  public static ReleaseLog takeOver(
      Topic<ModelRelease> topic, Map<String, ?> clientProperties, String writer) {
    return new ReleaseLog(
        new ReleaseReader(topic, clientProperties)::book,
        new ReleasePublisher(topic, clientProperties, writer));
  }

  /** The decisions about a model as of now. */
  public ReleaseBook book(String modelName) {
    return reader.apply(modelName);
  }

  /** Publishes decisions, all or none. */
  public void publish(List<ModelRelease> releases) {
    publisher.publish(releases);
  }

  /**
   * A time for the next decision: now, but later than every decision that stands, lest a clock that
   * is behind should make it of no effect.
   */
  public static Instant nextDecision(ReleaseBook book, Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return book.all().stream()
        .findFirst()
        .map(newest -> newest.getDecidedAt().plusMillis(1))
        .filter(next -> next.isAfter(now))
        .orElse(now);
  }

  @Override
  public void close() {
    publisher.close();
  }
}
