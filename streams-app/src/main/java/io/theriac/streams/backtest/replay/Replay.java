package io.theriac.streams.backtest.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs the partitions of a replay side by side, step by step.
 *
 * <p>Partitions know nothing of one another but by messages of merged patient keys. Before the
 * first merge or erasure one step goes to the end; from then on a step is a minute of event time,
 * the grain of the event clock, and messages are delivered between steps in a fixed order. So the
 * output is the same to the byte whatever the number of threads.
 */
final class Replay implements AutoCloseable {

  private static final long MINUTE = 60_000;

  /** One partition: where it reads, what works, and what that sends. */
  record Part(MergedInput input, ReplayTask task, Mail mail) {}

  private final List<Part> parts;
  private final long firstMerge;
  private final LongAdder done;
  private final long[] mailOffsets;
  private final ExecutorService threads;

  /**
   * @param firstMerge event time of the first merge or erasure; {@link Long#MAX_VALUE} if there is
   *     none
   * @param done counts the records taken, for whoever looks on
   */
  Replay(List<Part> parts, long firstMerge, int threads, LongAdder done) {
    this.parts = parts;
    this.firstMerge = firstMerge;
    this.done = done;
    this.mailOffsets = new long[parts.size()];
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Takes all records up to the first that is of this time (milliseconds since 1970) or later. */
  void runUntil(long end) {
    while (true) {
      long next = earliest();
      if (next >= end) {
        return;
      }
      long boundary = Math.min(end, endOfStep(next));
      each(part -> runUntil(part, boundary));
      deliver();
    }
  }

  /** Lets time come to the end. */
  void finish(long end) {
    each(part -> part.task().finish(end));
    deliver();
  }

  private long endOfStep(long time) {
    return time < firstMerge ? firstMerge : (Math.floorDiv(time, MINUTE) + 1) * MINUTE;
  }

  private long earliest() {
    each(part -> part.input().peekTime());
    return parts.stream().mapToLong(part -> part.input().peekTime()).min().orElse(Long.MAX_VALUE);
  }

  private void runUntil(Part part, long boundary) {
    long taken = 0;
    while (part.input().peekTime() < boundary) {
      part.task().take(part.input().take());
      if (++taken % 256 == 0) {
        done.add(256);
        if (Thread.currentThread().isInterrupted()) {
          throw new ReplayException("The replay was interrupted.");
        }
      }
    }
    done.add(taken % 256);
  }

  /** Messages may bring about more messages, of merges in chains. */
  private void deliver() {
    List<Mail> boxes = parts.stream().map(Part::mail).toList();
    while (boxes.stream().anyMatch(box -> !box.isEmpty())) {
      for (ConsumerRecord<byte[], byte[]> letter : Mail.collect(boxes, mailOffsets)) {
        parts.get(letter.partition()).task().take(letter);
      }
    }
  }

  private interface Work {
    void on(Part part);
  }

  private void each(Work work) {
    if (parts.size() == 1) {
      work.on(parts.get(0));
      return;
    }
    List<Callable<Void>> calls = new ArrayList<>();
    for (Part part : parts) {
      calls.add(
          () -> {
            work.on(part);
            return null;
          });
    }
    try {
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("The replay was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new ReplayException("The replay failed: " + e.getCause(), e.getCause());
    }
  }

  List<Part> parts() {
    return parts;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    for (Part part : parts) {
      part.task().close();
      part.input().close();
    }
  }
}
