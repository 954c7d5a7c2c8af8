package io.theriac.model.cohort;

import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.ddi.Interactions;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.List;
import java.util.Optional;

/**
 * Visits to make a cohort of, and what is known of their medications.
 *
 * @param terminology what the medications are learnt as
 * @param interactions of the medications
 * @param molecules of the medications, if known
 */
public record CohortData(
    List<ClosedVisit> visits,
    Terminology terminology,
    Interactions interactions,
    Optional<MoleculeKnowledge> molecules) {

  /** The cohort of these visits, without laboratory results. */
  public Cohort cohort(CohortRules rules, Split split) {
    return new CohortBuilder(terminology, interactions, rules, split).build(visits);
  }

  /** The same with the laboratory results that there are. */
  public Cohort cohortWithLabs(CohortRules rules, Split split) {
    return new CohortBuilder(terminology, interactions, rules, split).withLabs(true).build(visits);
  }
}
