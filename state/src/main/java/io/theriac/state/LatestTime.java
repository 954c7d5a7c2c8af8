package io.theriac.state;

import java.time.Duration;
import java.time.Instant;

/**
 * How far event time may be ahead of the clock.
 *
 * @param clock the wall clock; in a replay, the end of its range
 * @param lead an event that happened later than so long after it is refused
 */
public record LatestTime(Instant clock, Duration lead) {

  void require(Instant occurredAt) {
    if (occurredAt.isAfter(clock.plus(lead))) {
      throw RejectedEvent.invalidField(
          ("header.occurredAt is more than %d hours (clock.max.lead.hours) ahead of the clock:"
                  + " correct the sender's clock and send the event again; for a data set whose"
                  + " dates lie in the future set 0 and replay the record.")
              .formatted(lead.toHours()));
    }
  }
}
