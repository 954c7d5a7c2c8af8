package io.theriac.local.cli;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import picocli.CommandLine.Mixin;

/** A cohort on disk and how its patients are split. */
final class CohortOption {

  @Mixin private CohortPlace place;

  @Mixin private CohortRulesOption rules;

  /** Whether a cohort was named. */
  boolean given() {
    return place.given();
  }

  CohortData read() {
    return place.read();
  }

  /** Reads it, encodes and splits it. */
  Cohort cohort() {
    return read().cohort(rules(), split());
  }

  CohortRules rules() {
    return rules.rules();
  }

  Split split() {
    return rules.split();
  }
}
