package io.theriac.local.cli;

import io.theriac.trainer.gate.GateRules;
import picocli.CommandLine.Option;

/** What the acceptance gate asks of a model before it may serve. */
final class GateOptions {

  @Option(
      names = "--margin",
      paramLabel = "JACCARD",
      defaultValue = "0.02",
      description = {
        "Accept a model whose Jaccard is worse than the active model's by no more than this, by the",
        "lower end of the paired 95 %% interval (default: ${DEFAULT-VALUE})."
      })
  private double margin;

  @Option(
      names = "--ddi-margin",
      paramLabel = "RATE",
      defaultValue = "0.01",
      description = {
        "Accept a DDI rate above the active model's by no more than this; without an active model,",
        "above that of the medications given (default: ${DEFAULT-VALUE})."
      })
  private double ddiMargin;

  @Option(
      names = "--max-calibration-error",
      paramLabel = "ERROR",
      defaultValue = "0.1",
      description = "Largest expected calibration error (default: ${DEFAULT-VALUE}).")
  private double maxCalibrationError;

  @Option(
      names = "--max-vocabulary-loss",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = {
        "Largest share of the active model's diagnoses, procedures or medications that the model",
        "may no longer know (default: ${DEFAULT-VALUE})."
      })
  private double maxVocabularyLoss;

  @Option(
      names = "--release-unproven",
      description = {
        "Release the model also if there are too few patients to judge it by: to try the way, not",
        "for care."
      })
  private boolean unprovenToo;

  @Option(
      names = "--hold",
      description = {
        "Leave a model that is accepted a CANDIDATE, for 'models promote', 'shadow' or 'canary'."
      })
  private boolean hold;

  GateRules rules() {
    return WrongOptionException.ifRefused(
        () ->
            new GateRules(
                margin, ddiMargin, maxCalibrationError, maxVocabularyLoss, unprovenToo, hold));
  }
}
