package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a patient's earlier visits say, going forward visit by visit.
 *
 * <p>It never sees the medications of the visit it is asked about.
 */
public final class PastVisits {

  /** The weight of a visit in {@link #recency}, of that of the visit after it. */
  static final float RECENT = 0.5f;

  private final int diagnoses;
  private final int[] count;
  private final float[] weighted;
  private final LinkedHashSet<Integer> seen = new LinkedHashSet<>();
  private final int[] since;
  private final boolean[] takenLast;
  private int[] last = {};
  private int lastDay;
  private float weight;
  private int visits;

  /** No visits yet. */
  public PastVisits(NetworkShape shape) {
    diagnoses = shape.diagnoses();
    count = new int[shape.medications()];
    weighted = new float[shape.medications()];
    since = new int[shape.medications()];
    takenLast = new boolean[shape.medications()];
  }

  /** All visits of a list. */
  static PastVisits of(NetworkShape shape, List<EncodedVisit> earlier) {
    PastVisits past = new PastVisits(shape);
    earlier.forEach(past::add);
    return past;
  }

  /** Makes a visit an earlier one. */
  public void add(EncodedVisit visit) {
    visits++;
    weight = RECENT * weight + 1;
    for (int m = 0; m < weighted.length; m++) {
      weighted[m] *= RECENT;
    }
    for (int m : visit.medications()) {
      if (!takenLast[m]) {
        since[m] = visit.day();
      }
      count[m]++;
      weighted[m]++;
    }
    for (int m : last) {
      takenLast[m] = false;
    }
    last = visit.medications();
    for (int m : last) {
      takenLast[m] = true;
    }
    lastDay = visit.day();
    for (int code : codes(visit)) {
      seen.remove(code);
      seen.add(code);
    }
  }

  /** Diagnoses and procedures of a visit as codes, {@code diagnoses + p} for procedure p. */
  public int[] codes(EncodedVisit visit) {
    int[] codes = Arrays.copyOf(visit.diagnoses(), codesOf(visit));
    for (int i = 0; i < visit.procedures().length; i++) {
      codes[visit.diagnoses().length + i] = diagnoses + visit.procedures()[i];
    }
    return codes;
  }

  private static int codesOf(EncodedVisit visit) {
    return visit.diagnoses().length + visit.procedures().length;
  }

  /** Whether there is an earlier visit. */
  public boolean any() {
    return visits > 0;
  }

  /** Whether an earlier visit has the code. */
  boolean has(int code) {
    return seen.contains(code);
  }

  /** The codes of earlier visits that are none of these, most recent first. */
  int[] others(int[] codes, int limit) {
    int[] all = seen.stream().mapToInt(Integer::intValue).toArray();
    int[] others = new int[Math.min(limit, all.length)];
    int n = 0;
    for (int i = all.length - 1; i >= 0 && n < limit; i--) {
      int code = all[i];
      if (Arrays.stream(codes).noneMatch(c -> c == code)) {
        others[n++] = code;
      }
    }
    return Arrays.copyOf(others, n);
  }

  /** Medications of the visit before. */
  int[] last() {
    return last;
  }

  /** Whether the medication was given at the visit before. */
  public boolean takenLast(int medication) {
    return takenLast[medication];
  }

  /** Share of earlier visits with the medication. */
  public float share(int medication) {
    return visits == 0 ? 0 : count[medication] / (float) visits;
  }

  /** The share with each visit weighing half as much as the one after it. */
  public float recency(int medication) {
    return visits == 0 ? 0 : weighted[medication] / weight;
  }

  /** Days from the visit before to this one; 0 at a first visit. */
  public int gap(EncodedVisit visit) {
    return visits == 0 ? 0 : visit.day() - lastDay;
  }

  /** Days since the course began that a medication of the visit before is in; 0 of others. */
  public int course(int medication, EncodedVisit visit) {
    return takenLast(medication) ? visit.day() - since[medication] : 0;
  }

  MedicationStatus status(int medication) {
    if (visits == 0) {
      return MedicationStatus.FIRST_VISIT;
    }
    if (takenLast(medication)) {
      return MedicationStatus.TAKEN_LAST;
    }
    return count[medication] > 0 ? MedicationStatus.TAKEN_EARLIER : MedicationStatus.NEVER;
  }
}
