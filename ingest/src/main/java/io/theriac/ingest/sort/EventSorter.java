package io.theriac.ingest.sort;

import io.theriac.ingest.ImportException;
import io.theriac.ingest.ImportProgress;
import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts any number of events by event time with a fixed number of them in memory: full buffers are
 * written as sorted runs to a directory of their own (readable by this user only, deleted at the
 * end) and merged. Events with the same id at the same time are one event.
 */
public final class EventSorter implements AutoCloseable {

  private static final int FAN_IN = 64;
  private static final int REPORT_EVERY = 4096;

  private final EventCodec codec;
  private final int eventsInMemory;
  private final Path parent;
  private final ImportProgress progress;
  private final List<Run> runs = new ArrayList<>();
  private final List<SortableEvent> buffer = new ArrayList<>();
  private final Map<String, Long> duplicates = new TreeMap<>();
  private int filesMade;
  private Path directory;

  /**
   * @param eventsInMemory events held before a run is written; about 1 KB each
   * @param parent where the directory of runs is made
   */
  public EventSorter(Topics topics, int eventsInMemory, Path parent, ImportProgress progress) {
    this.codec = new EventCodec(topics);
    this.eventsInMemory = eventsInMemory;
    this.parent = parent;
    this.progress = progress;
  }

  /**
   * Takes one more event.
   *
   * @param rank order among events of one instant, 0 first
   * @throws ImportException if the run directory cannot be written
   */
  public void add(OutboundEvent event, int rank) {
    buffer.add(new SortableEvent(event.occurredAt().toEpochMilli(), rank, event.eventId(), event));
    if (buffer.size() >= eventsInMemory) {
      spill();
    }
  }

  /**
   * Sorts what was added; the sorter takes no more events. The result owns the files: close it.
   *
   * @throws ImportException if the run directory cannot be written
   */
  public SortedEvents finish() {
    if (runs.isEmpty()) {
      List<SortableEvent> sorted = new ArrayList<>();
      distinct(sortedBuffer()).forEachRemaining(sorted::add);
      buffer.clear();
      return SortedEvents.inMemory(sorted, duplicates);
    }
    spill();
    try {
      while (runs.size() > 1) {
        merge(List.copyOf(runs.subList(0, Math.min(FAN_IN, runs.size()))));
      }
      return SortedEvents.ofRun(runs.get(0), codec, duplicates, this);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private Distinct distinct(Iterator<SortableEvent> ordered) {
    return new Distinct(
        ordered, again -> duplicates.merge(again.event().topic().name(), 1L, Long::sum));
  }

  private Iterator<SortableEvent> sortedBuffer() {
    buffer.sort(SortableEvent.ORDER);
    return buffer.iterator();
  }

  private void spill() {
    if (buffer.isEmpty()) {
      return;
    }
    try {
      if (directory == null) {
        directory = Files.createTempDirectory(parent, "theriac-import-");
      }
      runs.add(Run.write(newFile(), codec, distinct(sortedBuffer())));
      buffer.clear();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void merge(List<Run> inputs) throws IOException {
    long total = inputs.stream().mapToLong(Run::count).sum();
    try (RunMerger merger = new RunMerger(inputs, codec)) {
      Iterator<SortableEvent> reported = new Reported(merger, total);
      runs.add(Run.write(newFile(), codec, distinct(reported)));
    }
    for (Run input : inputs) {
      Files.delete(input.file());
    }
    runs.removeAll(inputs);
  }

  private Path newFile() {
    return directory.resolve("run-" + filesMade++);
  }

  private ImportException unwritable(Exception cause) {
    return new ImportException(
        "Events cannot be sorted in %s: free some space there or name another temporary directory."
            .formatted(parent),
        cause);
  }

  @Override
  public void close() {
    buffer.clear();
    if (directory == null) {
      return;
    }
    try {
      for (Run run : runs) {
        Files.deleteIfExists(run.file());
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new ImportException(
          "The temporary directory %s cannot be removed: remove it by hand.".formatted(directory),
          e);
    }
  }

  private final class Reported implements Iterator<SortableEvent> {

    private final Iterator<SortableEvent> events;
    private final long total;
    private long done;

    Reported(Iterator<SortableEvent> events, long total) {
      this.events = events;
      this.total = total;
    }

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public SortableEvent next() {
      if (++done % REPORT_EVERY == 0 || done == total) {
        progress.update(ImportProgress.Stage.SORTING, "events", done, total);
      }
      return events.next();
    }
  }
}
