package io.theriac.local.chaos;

import io.theriac.local.stack.LocalStack;
import java.util.Random;

/** A stack and up to two instances of the application, and how each part of it is killed. */
final class KilledSystem implements AutoCloseable {

  private final LocalStack stack;
  private final Instance first;
  private final Instance second;
  private final OutputGaps outputs;
  private final Random random;
  private int unplannedStops;

  /**
   * @param outputs tells when a second instance has taken over
   */
  KilledSystem(LocalStack stack, Instance first, Instance second, OutputGaps outputs, long seed) {
    this.stack = stack;
    this.first = first;
    this.second = second;
    this.outputs = outputs;
    this.random = new Random(seed);
  }

  /** The instance that is always there, but for moments. */
  Instance first() {
    return first;
  }

  /** Kills the part, and brings it back. */
  void kill(Kill kill) {
    switch (kill) {
      case APP -> {
        first.kill();
        first.start();
      }
      case STATE -> {
        first.kill();
        first.wipeState();
        first.start();
      }
      case BROKER -> {
        stack.killBroker();
        pause(0, 4);
        stack.restartBroker();
      }
      case REGISTRY -> {
        stack.killRegistry();
        pause(0, 4);
        stack.restartRegistry();
      }
      case REBALANCE -> joinAndLeave();
      case TAKEOVER -> takeOver();
    }
  }

  private void joinAndLeave() {
    second.start();
    pause(1, 5);
    if (random.nextBoolean()) {
      second.stop();
    } else {
      second.kill();
    }
  }

  private void takeOver() {
    second.start();
    pause(2, 6);
    first.kill();
    outputs.requireOutput("the second instance took over");
    first.start();
    pause(1, 3);
    second.stop();
  }

  /** Starts the application again if it has ended though nobody killed it, and counts that. */
  void supervise() {
    if (!first.process().isAlive()) {
      unplannedStops++;
      first.start();
    }
  }

  /** How often the application ended by itself. */
  int unplannedStops() {
    return unplannedStops;
  }

  /** Waits for a random time between so many seconds. */
  void pause(int least, int most) {
    Waiting.pause(1000L * least + random.nextInt(1000 * (most - least)));
  }

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
