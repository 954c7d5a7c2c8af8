package io.theriac.model.ddi;

import io.theriac.schemas.avro.DdiSeverity;

/** How much an interaction counts beside another when medications are chosen together. */
public final class SeverityWeights {

  private SeverityWeights() {}

  /** 1 for a major interaction, 2 for a contraindicated pair, less for the lighter ones. */
  public static float of(DdiSeverity severity) {
    return switch (severity) {
      case CONTRAINDICATED -> 2;
      case MAJOR -> 1;
      case MODERATE -> 0.5f;
      default -> 0.25f;
    };
  }
}
