package io.theriac.streams.testing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Meters of which one can be broken: so a defect comes to the middle of the application's work. */
final class FailingMeters extends SimpleMeterRegistry {

  private String broken = "";

  void failOn(String meter) {
    broken = meter;
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return new CumulativeCounter(id) {
      @Override
      public void increment(double amount) {
        if (getId().getName().equals(broken)) {
          throw new IllegalStateException("broken");
        }
        super.increment(amount);
      }
    };
  }
}
