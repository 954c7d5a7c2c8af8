package io.theriac.streams.metrics;

import io.theriac.model.drift.Feature;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Reference;

/** The profile of the last {@value #HALF} to twice as many visits that one instance saw. */
final class DriftWindow {

  static final int HALF = 1_000;

  /** With fewer visits chance alone moves the index. */
  static final int FEWEST = 200;

  private final Reference reference;
  private Profile older;
  private Profile newer;
  private int visitsOfOlder;
  private int visitsOfNewer;

  DriftWindow(Reference reference) {
    this.reference = reference;
    older = reference.emptyProfile();
    newer = reference.emptyProfile();
  }

  synchronized void add(Profile visit) {
    if (visitsOfNewer == HALF) {
      older = newer;
      visitsOfOlder = visitsOfNewer;
      newer = reference.emptyProfile();
      visitsOfNewer = 0;
    }
    newer.add(visit);
    visitsOfNewer++;
  }

  /** The population stability index; NaN while the visits are too few. */
  synchronized double stability(Feature feature) {
    if (visitsOfOlder + visitsOfNewer < FEWEST) {
      return Double.NaN;
    }
    Profile all = reference.emptyProfile();
    all.add(older);
    all.add(newer);
    return reference.stability(feature, all);
  }
}
