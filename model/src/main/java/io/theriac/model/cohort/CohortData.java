package io.theriac.model.cohort;

import io.theriac.model.ddi.Interactions;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.List;

/**
 * Visits to make a cohort of, and what is known of their medications.
 *
 * @param terminology what the medications are learnt as
 * @param interactions of the medications
 */
public record CohortData(
    List<ClosedVisit> visits, Terminology terminology, Interactions interactions) {

  /** The cohort of these visits. */
  public Cohort cohort(CohortRules rules, Split split) {
    return new CohortBuilder(terminology, interactions, rules, split).build(visits);
  }
}
