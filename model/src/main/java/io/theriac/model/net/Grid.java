package io.theriac.model.net;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Windows as rows of patients × visits, and which of the visits are asked. */
record Grid(List<VisitWindow> windows, int visits, boolean lastOnly) {

  static Grid of(List<VisitWindow> windows, boolean lastOnly) {
    int visits = windows.stream().mapToInt(w -> w.visits().size()).max().orElseThrow();
    return new Grid(windows, visits, lastOnly);
  }

  int patients() {
    return windows.size();
  }

  int asks() {
    return lastOnly ? 1 : visits;
  }

  int visitOf(int patient, int ask) {
    return lastOnly ? windows.get(patient).visits().size() - 1 : ask;
  }

  /** The first visit of a window that is to be predicted. */
  int firstPredicted(VisitWindow window) {
    return lastOnly ? window.visits().size() - 1 : window.firstTarget();
  }

  /** Rows of the visits to predict among patients × asks. */
  long[] predicted() {
    return IntStream.range(0, patients())
        .boxed()
        .flatMapToLong(b -> lastOnly ? LongStream.of(b) : targets(b))
        .toArray();
  }

  private LongStream targets(int patient) {
    VisitWindow window = windows.get(patient);
    long start = (long) patient * visits;
    return LongStream.range(start + window.firstTarget(), start + window.visits().size());
  }
}
