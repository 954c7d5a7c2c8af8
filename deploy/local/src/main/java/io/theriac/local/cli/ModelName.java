package io.theriac.local.cli;

import io.theriac.trainer.TrainerOptions;
import picocli.CommandLine.Option;

/** Which model a command is about. */
final class ModelName {

  @Option(
      names = "--model-name",
      paramLabel = "NAME",
      defaultValue = TrainerOptions.DEFAULT_MODEL_NAME,
      description = "Name of the model (default: ${DEFAULT-VALUE}).")
  private String name;

  String name() {
    return name;
  }
}
