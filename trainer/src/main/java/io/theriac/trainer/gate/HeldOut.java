package io.theriac.trainer.gate;

import io.theriac.model.PatientHistory;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.Part;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.Interactions;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The patients that models are compared on: the candidate's test patients; of them, if they are
 * enough, only those whom the active model was not trained or tuned on either.
 *
 * <p>A split by hash keeps each patient in its part as data grow, so that with one seed and the
 * same shares every model is tested on the same patients. With another split, the active model has
 * learnt from most of the candidate's test patients, which favours it: the comparison is then
 * harder on the candidate than it ought to be, never easier.
 *
 * @param patients the histories of each patient's visits, oldest first
 * @param unseen whether none of them was the active model's to learn from
 */
record HeldOut(List<List<PatientHistory>> patients, boolean unseen) {

  static HeldOut of(
      Collection<ClosedVisit> visits,
      Contender candidate,
      Optional<Contender> active,
      Terminology terminology,
      Interactions interactions) {
    Split split = candidate.config().split();
    Map<String, List<ClosedVisit>> test =
        new CohortBuilder(terminology, interactions, candidate.config().cohort(), split)
            .testVisits(visits);
    List<List<PatientHistory>> all = test.values().stream().map(HeldOut::histories).toList();
    if (active.isEmpty() || active.get().config().split().equals(split)) {
      return new HeldOut(all, split.by() == Split.By.HASH || active.isEmpty());
    }
    Split other = active.get().config().split();
    if (other.by() == Split.By.HASH) {
      List<List<PatientHistory>> common =
          test.entrySet().stream()
              .filter(patient -> other.part(patient.getKey()) == Part.TEST)
              .map(patient -> histories(patient.getValue()))
              .toList();
      if (common.size() >= GateRules.ENOUGH_PATIENTS) {
        return new HeldOut(common, true);
      }
    }
    return new HeldOut(all, false);
  }

  private static List<PatientHistory> histories(List<ClosedVisit> visits) {
    List<PatientHistory> histories = new ArrayList<>(visits.size());
    for (int number = 1; number <= visits.size(); number++) {
      histories.add(new PatientHistory(visits.subList(0, number)));
    }
    return histories;
  }
}
