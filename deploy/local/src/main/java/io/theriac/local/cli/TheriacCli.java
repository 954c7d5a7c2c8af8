package io.theriac.local.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** The launcher's entry point: {@code ./theriac COMMAND}. */
@Command(
    name = "theriac",
    description = {
      "Event-driven medication recommendation and drug-drug-interaction alerting on Kafka.",
      "Decision support for clinicians, not a medical device."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      ChaosCommand.class,
      StackCommand.class,
      TopicsCommand.class,
      ImportCommand.class,
      RunCommand.class,
      TrainCommand.class,
      TrainerCommand.class,
      ModelsCommand.class,
      DatasetCommand.class,
      BaselinesCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      AblateCommand.class,
      ValidateCommand.class,
      TailCommand.class,
      DeadLettersCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:It could not be done; one sentence says why and what to do.",
      "2:The command line is not right."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac demo                      the whole way, once, on the bundled sample",
      "  ./theriac stack up                  a broker and a registry on this machine",
      "  ./theriac run                       the application, until Ctrl-C",
      "  ./theriac import synthea DIR        events from Synthea's CSV export",
      "  ./theriac tail alerts --follow      interaction alerts as they come"
    })
public final class TheriacCli {

  private TheriacCli() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TheriacCli())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new UserErrors());
  }
}
