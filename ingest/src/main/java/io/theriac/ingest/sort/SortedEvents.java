package io.theriac.ingest.sort;

import io.theriac.ingest.ImportException;
import io.theriac.ingest.OutboundEvent;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Events in order, once through, with their number known beforehand. */
public final class SortedEvents implements AutoCloseable {

  private final long count;
  private final Map<String, Long> duplicates;
  private final Source source;
  private final AutoCloseable files;

  private SortedEvents(
      long count, Map<String, Long> duplicates, Source source, AutoCloseable files) {
    this.count = count;
    this.duplicates = Map.copyOf(duplicates);
    this.source = source;
    this.files = files;
  }

  static SortedEvents inMemory(List<SortableEvent> sorted, Map<String, Long> duplicates) {
    Iterator<SortableEvent> events = sorted.iterator();
    return new SortedEvents(
        sorted.size(), duplicates, () -> events.hasNext() ? events.next() : null, () -> {});
  }

  static SortedEvents ofRun(
      Run run, EventCodec codec, Map<String, Long> duplicates, EventSorter owner)
      throws IOException {
    Run.Reader reader = run.open(codec);
    return new SortedEvents(
        run.count(),
        duplicates,
        reader::next,
        () -> {
          reader.close();
          owner.close();
        });
  }

  /** Number of events. */
  public long count() {
    return count;
  }

  /** Events that were added again and count once, by topic. */
  public Map<String, Long> duplicates() {
    return duplicates;
  }

  /**
   * The next event, or null at the end.
   *
   * @throws ImportException if the sorted file cannot be read any more
   */
  public OutboundEvent next() {
    try {
      SortableEvent next = source.next();
      return next == null ? null : next.event();
    } catch (IOException e) {
      throw new ImportException(
          "The sorted events cannot be read back from the temporary directory: leave it alone"
              + " while an import runs, and import again.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (ImportException e) {
      throw e;
    } catch (Exception e) {
      throw new ImportException(
          "The temporary files of the import cannot be closed: remove them by hand.", e);
    }
  }

  @FunctionalInterface
  private interface Source {
    SortableEvent next() throws IOException;
  }
}
