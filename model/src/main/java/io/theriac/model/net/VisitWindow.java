package io.theriac.model.net;

import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive visits of a patient, of which those from {@code firstTarget} on are to be predicted,
 * each from the visits of the window up to it.
 */
public record VisitWindow(List<EncodedVisit> visits, int firstTarget) {

  public VisitWindow {
    if (firstTarget < 0 || firstTarget >= visits.size()) {
      throw new IllegalArgumentException(
          "A window of " + visits.size() + " visits has no visit " + firstTarget + " to predict.");
    }
  }

  /** The newest visits, the last one to be predicted. */
  public static VisitWindow latest(EncodedPatient patient, int maxHistory) {
    List<EncodedVisit> all = patient.visits();
    int from = Math.max(0, all.size() - maxHistory);
    return new VisitWindow(all.subList(from, all.size()), all.size() - from - 1);
  }

  /**
   * Windows in which every visit of the patient is predicted exactly once, with at least half a
   * window of visits before it where there are so many.
   */
  public static List<VisitWindow> covering(EncodedPatient patient, int maxHistory) {
    List<EncodedVisit> all = patient.visits();
    List<VisitWindow> windows = new ArrayList<>();
    int step = Math.max(1, maxHistory / 2);
    int done = 0;
    while (done < all.size()) {
      int end = Math.min(all.size(), done == 0 ? maxHistory : done + step);
      int from = Math.max(0, end - maxHistory);
      windows.add(new VisitWindow(all.subList(from, end), done - from));
      done = end;
    }
    return windows;
  }

  /** A window for each visit of the patient, in which it alone is predicted. */
  public static List<VisitWindow> prefixes(EncodedPatient patient, int maxHistory) {
    List<EncodedVisit> all = patient.visits();
    List<VisitWindow> windows = new ArrayList<>();
    for (int end = 1; end <= all.size(); end++) {
      int from = Math.max(0, end - maxHistory);
      windows.add(new VisitWindow(all.subList(from, end), end - from - 1));
    }
    return windows;
  }
}
