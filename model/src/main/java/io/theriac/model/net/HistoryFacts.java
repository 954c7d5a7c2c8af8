package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link PastVisits} says of a history's last visit, in arrays that serve one history after
 * the other. One instance belongs to one thread.
 */
final class HistoryFacts {

  private final int diagnoses;
  private final int limit;
  private final int[] mark;
  private final boolean[] recurs;
  private int epoch;
  private List<EncodedVisit> visits;

  final int[] codes;
  final int[] others;
  final int[] taken;
  final float[] share;
  final float[] recency;
  final byte[] status;
  int codeCount;
  int otherCount;
  int takenCount;
  int[] last;

  HistoryFacts(NetworkShape shape, int limit) {
    diagnoses = shape.diagnoses();
    this.limit = limit;
    mark = new int[shape.codes()];
    recurs = new boolean[shape.codes()];
    codes = new int[shape.codes()];
    others = new int[limit];
    taken = new int[shape.medications()];
    share = new float[shape.medications()];
    recency = new float[shape.medications()];
    status = new byte[shape.medications()];
  }

  /** Whether the i-th code of the visit was there before. */
  boolean recurring(int i) {
    return recurs[codes[i]];
  }

  /** Reads a history; the last visit's medications are not looked at. */
  void read(List<EncodedVisit> visits) {
    this.visits = visits;
    EncodedVisit current = visits.get(visits.size() - 1);
    codeCount = copy(current);
    int now = ++epoch;
    for (int i = 0; i < codeCount; i++) {
      mark[codes[i]] = now;
      recurs[codes[i]] = false;
    }
    readCodes(visits, now);
    readMedications(visits);
  }

  private int copy(EncodedVisit visit) {
    int n = 0;
    for (int d : visit.diagnoses()) {
      codes[n++] = d;
    }
    for (int p : visit.procedures()) {
      codes[n++] = diagnoses + p;
    }
    return n;
  }

  /** Codes of earlier visits, the most recent first. */
  private void readCodes(List<EncodedVisit> visits, int now) {
    int before = ++epoch;
    otherCount = 0;
    for (int t = visits.size() - 2; t >= 0; t--) {
      EncodedVisit visit = visits.get(t);
      for (int i = visit.procedures().length - 1; i >= 0; i--) {
        readCode(diagnoses + visit.procedures()[i], now, before);
      }
      for (int i = visit.diagnoses().length - 1; i >= 0; i--) {
        readCode(visit.diagnoses()[i], now, before);
      }
    }
  }

  private void readCode(int code, int now, int before) {
    if (mark[code] == now) {
      recurs[code] = true;
    } else if (mark[code] != before) {
      mark[code] = before;
      if (otherCount < limit) {
        others[otherCount++] = code;
      }
    }
  }

  /** Days since the visit before; 0 at a first visit. */
  int gap() {
    return visits.size() == 1 ? 0 : day(visits.size() - 1) - day(visits.size() - 2);
  }

  /** Days since the course began that a medication of the visit before is in. */
  int course(int medication) {
    int first = visits.size() - 2;
    while (first > 0 && contains(visits.get(first - 1).medications(), medication)) {
      first--;
    }
    return day(visits.size() - 1) - day(first);
  }

  private int day(int visit) {
    return visits.get(visit).day();
  }

  static boolean contains(int[] ascending, int value) {
    return Arrays.binarySearch(ascending, value) >= 0;
  }

  private void readMedications(List<EncodedVisit> visits) {
    for (int i = 0; i < takenCount; i++) {
      share[taken[i]] = 0;
      recency[taken[i]] = 0;
    }
    takenCount = 0;
    int earlier = visits.size() - 1;
    boolean first = earlier == 0;
    Arrays.fill(
        status, (byte) (first ? MedicationStatus.FIRST_VISIT : MedicationStatus.NEVER).index());
    last = first ? new int[0] : visits.get(earlier - 1).medications();
    float weight = 1;
    float all = 0;
    for (int t = earlier - 1; t >= 0; t--) {
      all += weight;
      for (int m : visits.get(t).medications()) {
        if (share[m] == 0) {
          taken[takenCount++] = m;
          status[m] = (byte) MedicationStatus.TAKEN_EARLIER.index();
        }
        share[m]++;
        recency[m] += weight;
      }
      weight *= PastVisits.RECENT;
    }
    for (int i = 0; i < takenCount; i++) {
      share[taken[i]] /= earlier;
      recency[taken[i]] /= all;
    }
    for (int m : last) {
      status[m] = (byte) MedicationStatus.TAKEN_LAST.index();
    }
  }
}
