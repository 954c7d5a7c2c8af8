package io.theriac.local.cli;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.trainer.Trainer;
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

  /** What was read, encoded and split; refused with a sentence if training cannot learn from it. */
  Cohort trainable(CohortData data) {
    return required(data.cohort(rules(), split()));
  }

  /** The same with laboratory results. */
  Cohort trainableWithLabs(CohortData data) {
    return required(data.cohortWithLabs(rules(), split()));
  }

  private Cohort required(Cohort parts) {
    Trainer.requireTrainable(parts, rules());
    return parts;
  }

  CohortRules rules() {
    return rules.rules();
  }

  Split split() {
    return rules.split();
  }
}
