package io.theriac.model.causal;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;

/**
 * What counting the training visits tells of causes: effects of codes on medications, and a graph
 * over the codes of each kind. The graphs of diagnoses and procedures come from diagnoses and
 * procedures alone: a graph that had seen medications would tell roles that give the answer away.
 *
 * @param diagnosisEffects of diagnoses on medications
 * @param procedureEffects of procedures on medications
 * @param diagnoses graph over diagnoses
 * @param procedures graph over procedures
 * @param medications graph over medications, for those of the visit before
 */
public record CausalTables(
    Effects diagnosisEffects,
    Effects procedureEffects,
    CausalGraph diagnoses,
    CausalGraph procedures,
    CausalGraph medications) {

  /**
   * Counts the visits of a training cohort.
   *
   * @param shrinkage visits with each code that are made up at base rates; 0 is the plain
   *     difference
   */
  public static CausalTables from(EncodedCohort train, double shrinkage) {
    int d = Math.max(1, train.diagnoses());
    int p = Math.max(1, train.procedures());
    Effects.Counter ofDiagnoses = new Effects.Counter(d, train.medications());
    Effects.Counter ofProcedures = new Effects.Counter(p, train.medications());
    GraphCounter diagnoses = new GraphCounter(d);
    GraphCounter procedures = new GraphCounter(p);
    GraphCounter medications = new GraphCounter(train.medications());
    for (EncodedPatient patient : train.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        ofDiagnoses.add(visit.diagnoses(), visit.medications());
        ofProcedures.add(visit.procedures(), visit.medications());
        diagnoses.add(visit.diagnoses());
        procedures.add(visit.procedures());
        medications.add(visit.medications());
      }
    }
    return new CausalTables(
        ofDiagnoses.effects(shrinkage),
        ofProcedures.effects(shrinkage),
        diagnoses.graph(),
        procedures.graph(),
        medications.graph());
  }

  /** Without effects and arrows. */
  public static CausalTables none(int diagnoses, int procedures, int medications) {
    return new CausalTables(
        Effects.none(diagnoses, medications),
        Effects.none(procedures, medications),
        CausalGraph.none(diagnoses),
        CausalGraph.none(procedures),
        CausalGraph.none(medications));
  }

  /** The strongest of these effects at a visit. */
  public StrongestEffects strongest() {
    return new StrongestEffects(diagnosisEffects, procedureEffects);
  }

  /** What these effects say of a visit's medications. */
  public ReviewRule review() {
    return new ReviewRule(diagnosisEffects, procedureEffects);
  }
}
