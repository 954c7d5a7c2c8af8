package io.theriac.model.net;

import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;

/**
 * Visits of a patient, of which some are to be predicted, each from what was before it. The trunk
 * sees the visits of the window only; evidence of single codes and medications sees the whole
 * history, of which the window is the end.
 *
 * @param history the patient's visits up to the last one to predict, oldest first
 * @param visits the end of the history: what the trunk sees
 * @param firstTarget the place in {@code visits} of the first one to predict; all after it are, too
 */
public record VisitWindow(List<EncodedVisit> history, List<EncodedVisit> visits, int firstTarget) {

  public VisitWindow {
    if (firstTarget < 0 || firstTarget >= visits.size()) {
      throw new IllegalArgumentException(
          "A window of " + visits.size() + " visits has no visit " + firstTarget + " to predict.");
    }
  }

  /** A window of a whole history. */
  static VisitWindow whole(List<EncodedVisit> visits, int firstTarget) {
    return new VisitWindow(visits, visits, firstTarget);
  }

  /** The newest visits, the last one to be predicted. */
  public static VisitWindow latest(EncodedPatient patient, int maxHistory) {
    int end = patient.visits().size();
    return ending(patient, end, maxHistory, end - 1);
  }

  /**
   * Windows in which every visit of the patient is predicted exactly once, with at least half a
   * window of visits before it where there are so many.
   */
  public static List<VisitWindow> covering(EncodedPatient patient, int maxHistory) {
    List<VisitWindow> windows = new ArrayList<>();
    int all = patient.visits().size();
    int step = Math.max(1, maxHistory / 2);
    int done = 0;
    while (done < all) {
      int end = Math.min(all, done == 0 ? maxHistory : done + step);
      windows.add(ending(patient, end, maxHistory, done));
      done = end;
    }
    return windows;
  }

  /** A window for each visit of the patient, in which it alone is predicted. */
  public static List<VisitWindow> prefixes(EncodedPatient patient, int maxHistory) {
    List<VisitWindow> windows = new ArrayList<>();
    for (int end = 1; end <= patient.visits().size(); end++) {
      windows.add(ending(patient, end, maxHistory, end - 1));
    }
    return windows;
  }

  /** The visits before {@code end}, those from {@code target} on to be predicted. */
  private static VisitWindow ending(EncodedPatient patient, int end, int maxHistory, int target) {
    List<EncodedVisit> history = patient.visits().subList(0, end);
    int from = Math.max(0, end - maxHistory);
    return new VisitWindow(history, history.subList(from, end), target - from);
  }

  /** Visits before the window. */
  List<EncodedVisit> beforeWindow() {
    return history.subList(0, history.size() - visits.size());
  }
}
