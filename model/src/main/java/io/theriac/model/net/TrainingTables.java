package io.theriac.model.net;

import io.theriac.model.causal.CausalTables;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;

/**
 * What a network knows beside its weights: tables counted on the training visits, and molecules.
 *
 * @param causal effects and graphs
 * @param molecules of the medications
 * @param labs scale of laboratory results
 */
public record TrainingTables(CausalTables causal, MoleculeTable molecules, LabScale labs) {

  /** Counts what the configuration has a use for; the rest stays empty. */
  public static TrainingTables from(
      EncodedCohort train, MoleculeTable molecules, NetworkConfig config) {
    PublishedOptions trunk = config.trunk();
    TrainingTables none = none(NetworkShape.of(train));
    return new TrainingTables(
        config.causal() ? CausalTables.from(train, trunk.effectShrinkage()) : none.causal(),
        trunk.molecules() && !molecules.isEmpty() ? molecules.completed() : none.molecules(),
        trunk.setting().labs() ? LabScale.from(train) : none.labs());
  }

  /** Nothing counted, nothing known. */
  public static TrainingTables none(NetworkShape shape) {
    return new TrainingTables(
        CausalTables.none(shape.diagnoses(), shape.procedures(), shape.medications()),
        MoleculeTable.none(shape.medications()),
        LabScale.none());
  }
}
