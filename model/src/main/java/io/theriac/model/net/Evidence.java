package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Collects codes and medication history of the visits to predict, and writes them as arrays. */
final class Evidence {

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final Dropper drop;
  private final List<Row> rows = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(
      int[] fresh,
      int[] recurring,
      int[] earlier,
      float[] share,
      float[] recency,
      long[] status,
      int[] last,
      int gap,
      long[] course,
      int band,
      int[] target) {}

  Evidence(NetworkConfig config, NetworkShape shape, Dropper drop) {
    this.config = config;
    this.shape = shape;
    this.drop = drop;
  }

  /** Adds the visits of a window from the given one on. */
  void add(VisitWindow window, int from) {
    PastVisits past = PastVisits.of(shape, window.beforeWindow());
    for (int t = 0; t < window.visits().size(); t++) {
      EncodedVisit visit = window.visits().get(t);
      if (t >= from) {
        rows.add(row(past, visit));
      }
      past.add(visit);
    }
  }

  private Row row(PastVisits past, EncodedVisit visit) {
    int[] codes = past.codes(visit);
    int[] kept = drop.some(codes);
    int medications = shape.medications();
    float[] share = new float[medications];
    float[] recency = new float[medications];
    long[] status = new long[medications];
    long[] course = new long[timed() ? medications : 0];
    for (int m = 0; m < medications; m++) {
      share[m] = past.share(m);
      recency[m] = past.recency(m);
      status[m] = past.status(m).index();
    }
    for (int m = 0; m < course.length; m++) {
      course[m] = ElapsedBands.of(past.course(m, visit));
    }
    return new Row(
        Arrays.stream(kept).filter(c -> !past.has(c)).toArray(),
        Arrays.stream(kept).filter(past::has).toArray(),
        drop.some(past.others(codes, config.maxEarlierCodes())),
        share,
        recency,
        status,
        past.last(),
        ElapsedBands.of(past.gap(visit)),
        course,
        DemographicTables.band(visit.age()),
        visit.medications());
  }

  void write(NDManager manager, NDArray[] in) {
    int[] slots = new int[shape.codes()];
    int[] codes = numbered(slots);
    float[] procedure = new float[codes.length];
    for (int u = 0; u < codes.length; u++) {
      procedure[u] = codes[u] >= shape.diagnoses() ? 1 : 0;
    }
    in[Input.CODES.slot()] = manager.create(Arrays.stream(codes).asLongStream().toArray());
    in[Input.CODE_IS_PROCEDURE.slot()] = manager.create(procedure, new Shape(codes.length, 1));
    int width = codes.length;
    in[Input.NEW_CODES.slot()] = marks(manager, rows.stream().map(Row::fresh), slots, width);
    in[Input.RECURRING_CODES.slot()] =
        marks(manager, rows.stream().map(Row::recurring), slots, width);
    in[Input.EARLIER_CODES.slot()] = marks(manager, rows.stream().map(Row::earlier), slots, width);
    writeHistory(manager, in);
    if (timed()) {
      writeTimes(manager, in);
    }
  }

  private void writeHistory(NDManager manager, NDArray[] in) {
    int medications = shape.medications();
    Shape table = new Shape(rows.size(), medications);
    float[] share = new float[rows.size() * medications];
    float[] recency = new float[share.length];
    long[] status = new long[share.length];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r).share(), 0, share, r * medications, medications);
      System.arraycopy(rows.get(r).recency(), 0, recency, r * medications, medications);
      System.arraycopy(rows.get(r).status(), 0, status, r * medications, medications);
    }
    in[Input.LAST.slot()] = marks(manager, rows.stream().map(Row::last), null, medications);
    in[Input.SHARE.slot()] = manager.create(share, table);
    in[Input.RECENCY.slot()] = manager.create(recency, table);
    in[Input.STATUS.slot()] = manager.create(status, table);
    in[Input.AGE_BAND.slot()] = manager.create(rows.stream().mapToLong(Row::band).toArray());
  }

  private boolean timed() {
    return config.has(Part.ELAPSED);
  }

  private void writeTimes(NDManager manager, NDArray[] in) {
    long[] course = rows.stream().map(Row::course).flatMapToLong(Arrays::stream).toArray();
    in[Input.GAP.slot()] = manager.create(rows.stream().mapToLong(Row::gap).toArray());
    in[Input.COURSE.slot()] = manager.create(course, new Shape(rows.size(), shape.medications()));
  }

  NDArray target(NDManager manager) {
    return marks(manager, rows.stream().map(Row::target), null, shape.medications());
  }

  /** Gives each code of the batch a slot; at least one, so that no array is empty. */
  private int[] numbered(int[] slots) {
    Arrays.fill(slots, -1);
    int[] codes = new int[slots.length];
    int n = 0;
    for (Row row : rows) {
      for (int[] some : List.of(row.fresh(), row.recurring(), row.earlier())) {
        for (int code : some) {
          if (slots[code] < 0) {
            slots[code] = n;
            codes[n++] = code;
          }
        }
      }
    }
    return Arrays.copyOf(codes, Math.max(1, n));
  }

  private NDArray marks(NDManager manager, Stream<int[]> sets, int[] slots, int width) {
    float[] marks = new float[rows.size() * width];
    int row = 0;
    for (int[] set : (Iterable<int[]>) sets::iterator) {
      for (int i : set) {
        marks[row * width + (slots == null ? i : slots[i])] = 1;
      }
      row++;
    }
    return manager.create(marks, new Shape(rows.size(), width));
  }
}
