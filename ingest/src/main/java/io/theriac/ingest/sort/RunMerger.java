package io.theriac.ingest.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Events of several runs in one order. */
final class RunMerger implements Iterator<SortableEvent>, AutoCloseable {

  private record Head(SortableEvent event, Run.Reader reader) {}

  private final List<Run.Reader> readers = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(Head::event, SortableEvent.ORDER));

  RunMerger(List<Run> runs, EventCodec codec) throws IOException {
    try {
      for (Run run : runs) {
        readers.add(run.open(codec));
      }
      for (Run.Reader reader : readers) {
        advance(reader);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void advance(Run.Reader reader) throws IOException {
    SortableEvent event = reader.next();
    if (event != null) {
      heads.add(new Head(event, reader));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public SortableEvent next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    try {
      advance(head.reader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head.event();
  }

  @Override
  public void close() throws IOException {
    for (Run.Reader reader : readers) {
      reader.close();
    }
  }
}
