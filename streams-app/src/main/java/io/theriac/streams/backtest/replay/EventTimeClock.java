package io.theriac.streams.backtest.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that shows the latest event time of a task, so that no replay depends on the wall's. */
final class EventTimeClock extends Clock {

  private volatile long millis;

  /** Moves on; never back. */
  void advanceTo(long time) {
    if (time > millis) {
      millis = time;
    }
  }

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
