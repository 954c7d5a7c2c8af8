package io.theriac.streams.backtest.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/**
 * What processors want done again and again, by event time: whatever is due is done before the
 * event that moves time past it. A leap over many intervals is one time, as Kafka Streams does it.
 */
final class Timers {

  private static final class Timer {
    private final String node;
    private final long interval;
    private final Punctuator callback;
    private long due = Long.MIN_VALUE;

    private Timer(String node, long interval, Punctuator callback) {
      this.node = node;
      this.interval = interval;
      this.callback = callback;
    }

    /** The next multiple of the interval: the same whenever time began to be looked at. */
    private void rest(long now) {
      due = (Math.floorDiv(now, interval) + 1) * interval;
    }
  }

  private final List<Timer> timers = new ArrayList<>();
  private long next = Long.MIN_VALUE;

  Cancellable every(String node, Duration interval, Punctuator callback) {
    Timer timer = new Timer(node, interval.toMillis(), callback);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Does what is due before an event of this time. */
  void before(long time) {
    if (time < next) {
      return;
    }
    next = Long.MAX_VALUE;
    for (Timer timer : timers) {
      if (timer.due == Long.MIN_VALUE) {
        timer.rest(time);
      } else if (timer.due <= time) {
        long at = timer.due;
        timer.rest(time);
        punctuate(timer, at);
      }
      next = Math.min(next, timer.due);
    }
  }

  /** Does everything once more, whether it is due or not. */
  void atEnd(long time) {
    timers.forEach(timer -> punctuate(timer, time));
  }

  private static void punctuate(Timer timer, long time) {
    try {
      timer.callback.punctuate(time);
    } catch (RuntimeException e) {
      throw new ReplayException(
          "Processor %s failed at event time %d.".formatted(timer.node, time), e);
    }
  }
}
