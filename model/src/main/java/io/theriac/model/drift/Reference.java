package io.theriac.model.drift;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model saw and said of the patients it was made with: {@code reference.json} of an
 * artifact. Codes are those of the training part, scores those of the test part, which it had not
 * learnt from.
 */
public record Reference(Bins scores, Bins diagnoses, Bins procedures, Bins medications) {

  /** The bins of a feature. */
  public Bins of(Feature feature) {
    return switch (feature) {
      case SCORES -> scores;
      case DIAGNOSES -> diagnoses;
      case PROCEDURES -> procedures;
      case MEDICATIONS -> medications;
    };
  }

  /** A profile with these bins that has seen nothing. */
  @JsonIgnore
  public Profile emptyProfile() {
    Map<Feature, Integer> bins = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      bins.put(feature, of(feature).labels().size());
    }
    return Profile.empty(bins);
  }

  /** How far a feature has moved away, as a population stability index. */
  public double stability(Feature feature, Profile now) {
    return PopulationStability.index(of(feature).array(), now.of(feature));
  }
}
