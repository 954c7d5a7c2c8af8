package io.theriac.model.artifact;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.decode.Decoding;
import io.theriac.model.net.NetworkConfig;

/**
 * All settings of a model: {@code config.json}.
 *
 * @param trainedAt when training ended, as an ISO 8601 instant
 * @param network how the network is built
 * @param cohort rules of the visits it learnt from and of those it scores
 * @param threshold probability from which a medication is selected, chosen on validation data
 * @param decoding how medications are chosen together, penalty chosen on validation data
 * @param temperature the logits are divided by it, fitted on validation data; 1 changes nothing
 * @param seed of first values, order of training and bootstrap
 * @param split of the patients
 * @param trainedWith hashes of what it was trained with
 */
public record ModelConfig(
    String name,
    String version,
    String trainedAt,
    NetworkConfig network,
    CohortRules cohort,
    double threshold,
    Decoding decoding,
    double temperature,
    int seed,
    Split split,
    Provenance trainedWith) {

  /**
   * Hex SHA-256 of vocabularies, interaction knowledge, schemas, terminology, and the keys of the
   * patients it learnt from.
   */
  public record Provenance(
      String vocabulary,
      String ddiKnowledge,
      String schemas,
      String terminology,
      String patients) {}

  public ModelConfig {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold is %s: it must lie between 0 and 1.".formatted(threshold));
    }
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "temperature is %s: it must be above 0.".formatted(temperature));
    }
  }

  /**
   * Whether a cohort that is split as this model's was may put patients to the test whom the model
   * learnt from. Where a hash of their keys decides, it cannot.
   */
  public boolean mayHaveLearntFromTestPatientsOf(Cohort other) {
    return split.by() == Split.By.ORDER && !other.trainingPatients().equals(trainedWith.patients());
  }
}
