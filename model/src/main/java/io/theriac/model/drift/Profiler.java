package io.theriac.model.drift;

import io.theriac.model.VisitScores;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.Vocabularies;

/** Counts visits of today in the bins of a model's reference. Thread-safe. */
public final class Profiler {

  private final Reference reference;
  private final ScoreBins scores;
  private final CodeBins diagnoses;
  private final CodeBins procedures;
  private final CodeBins medications;

  public Profiler(Reference reference, Vocabularies vocabularies) {
    this.reference = reference;
    scores = new ScoreBins(reference.scores().labels());
    diagnoses = new CodeBins(vocabularies.diagnoses(), reference.diagnoses().labels());
    procedures = new CodeBins(vocabularies.procedures(), reference.procedures().labels());
    medications = new CodeBins(vocabularies.medications(), reference.medications().labels());
  }

  public Reference reference() {
    return reference;
  }

  /**
   * Counts one visit.
   *
   * @param visit with the medications given
   */
  public Profile profile(EncodedVisit visit, VisitScores scored) {
    Profile profile = reference.emptyProfile();
    scored
        .medications()
        .forEach(each -> profile.count(Feature.SCORES, scores.bin(each.probability())));
    count(profile, Feature.DIAGNOSES, diagnoses, visit.diagnoses());
    count(profile, Feature.PROCEDURES, procedures, visit.procedures());
    count(profile, Feature.MEDICATIONS, medications, visit.medications());
    return profile;
  }

  private static void count(Profile profile, Feature feature, CodeBins bins, int[] codes) {
    for (int code : codes) {
      profile.count(feature, bins.bin(code));
    }
  }
}
