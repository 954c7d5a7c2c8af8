package io.theriac.trainer.service;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.trainer.ReleaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When to train: so long after the last training, or after so many more closed visits, whichever
 * comes first.
 *
 * @param every time from one training to the next
 * @param afterVisits closed visits more than the last training read
 */
public record TrainingSchedule(Optional<Duration> every, OptionalInt afterVisits) {

  public TrainingSchedule {
    if (every.isEmpty() && afterVisits.isEmpty()) {
      throw new IllegalArgumentException("Say when to train: --every, --after-visits, or both.");
    }
    if (every.filter(time -> time.isZero() || time.isNegative()).isPresent()) {
      throw new IllegalArgumentException("--every must be more than nothing.");
    }
    if (afterVisits.isPresent() && afterVisits.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "--after-visits is %d: use 1 or more.".formatted(afterVisits.getAsInt()));
    }
  }

  /**
   * A training that was.
   *
   * @param visits it read
   */
  record Last(Instant at, long visits) {

    static final Last NEVER = new Last(Instant.EPOCH, 0);

    /** The last one that came to a release, whoever did it; never, if none did. */
    static Last of(ReleaseBook book) {
      return book.all().stream()
          .max(Comparator.comparing(ModelRelease::getTrainedAt))
          .map(
              release ->
                  new Last(
                      release.getTrainedAt(),
                      release.getMetrics().getOrDefault(ReleaseRecord.VISITS, 0.0).longValue()))
          .orElse(NEVER);
    }

    Last orLater(Last other) {
      return other.at.isAfter(at) ? other : this;
    }
  }

  /** Whether it is time, with so many visits. */
  boolean isDue(Last last, Instant now, long visits) {
    return every.filter(time -> !now.isBefore(last.at().plus(time))).isPresent()
        || (afterVisits.isPresent() && visits - last.visits() >= afterVisits.getAsInt());
  }
}
