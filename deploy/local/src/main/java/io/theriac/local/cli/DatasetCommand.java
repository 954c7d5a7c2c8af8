package io.theriac.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at what models are trained on, and makes it of tables. */
@Command(
    name = "dataset",
    description = "Make a cohort of tables, or look at one, before a model is trained on it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DatasetCommand.Describe.class, MakeCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac dataset describe --cohort my-cohort",
      "  ./theriac dataset make mimic4 mimic-iv/hosp --out my-cohort --code-map ndc-to-atc.csv"
    })
final class DatasetCommand {

  private DatasetCommand() {}

  /** Says how large a cohort is, and what its rules leave out. */
  @Command(
      name = "describe",
      description = {
        "Check a cohort and say what it consists of.",
        "Patients, visits, codes and laboratory results of each part, what the rules leave out, and how",
        "many of the medications interact."
      })
  static final class Describe implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private CohortOption cohort;

    @Override
    public Integer call() {
      CohortText.print(
          cohort.read().cohortWithLabs(cohort.rules(), cohort.split()),
          spec.commandLine().getOut());
      return 0;
    }
  }
}
