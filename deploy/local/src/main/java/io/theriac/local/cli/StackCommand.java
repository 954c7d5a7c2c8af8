package io.theriac.local.cli;

import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackOptions;
import io.theriac.local.stack.StackStatus;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts and stops the local broker and registry. */
@Command(
    name = "stack",
    description = "A Kafka broker and a schema registry on this machine, without Docker.",
    synopsisSubcommandLabel = "up|down|status",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac stack up",
      "  ./theriac stack up --broker-port 19092 --registry-port 18081",
      "  ./theriac stack down"
    })
final class StackCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "up",
      description = "Start broker and registry in the background and create the topics.")
  int up(
      @Option(
              names = "--broker-port",
              defaultValue = "9092",
              description = "Port of the broker (default: ${DEFAULT-VALUE}; 0: any free one).")
          int brokerPort,
      @Option(
              names = "--registry-port",
              defaultValue = "8081",
              description = "Port of the registry (default: ${DEFAULT-VALUE}; 0: any free one).")
          int registryPort,
      @Option(names = "--data", paramLabel = "DIR", description = "Data directory.") Path data) {
    StackOptions options =
        StackOptions.defaults()
            .directory(data == null ? CliHome.stack() : data)
            .brokerPort(brokerPort)
            .registryPort(registryPort)
            .detached(true);
    LocalStack stack = LocalStack.start(options);
    Provisioning.createTopics(
        Map.of(
            "bootstrap.servers",
            stack.bootstrapServers(),
            "schema.registry.url",
            stack.registryUrl()),
        Topics.standard(),
        TopicSettings.singleBroker());
    print("broker    " + stack.bootstrapServers());
    print("registry  " + stack.registryUrl());
    print("data      " + stack.directory());
    print("Next: './theriac run' in one terminal, './theriac import …' in another.");
    return 0;
  }

  @Command(name = "down", description = "Stop broker and registry; their data stays.")
  int down(
      @Option(names = "--data", paramLabel = "DIR", description = "Data directory.") Path data) {
    boolean stopped = LocalStack.stop(data == null ? CliHome.stack() : data);
    print(stopped ? "Stopped." : "The local stack was not running.");
    return 0;
  }

  @Command(name = "status", description = "Say whether they run, and where.")
  int status(
      @Option(names = "--data", paramLabel = "DIR", description = "Data directory.") Path data) {
    Optional<StackStatus> found = LocalStack.status(data == null ? CliHome.stack() : data);
    if (found.isEmpty()) {
      print("The local stack is not running: './theriac stack up' starts it.");
      return 1;
    }
    StackStatus status = found.get();
    if (!status.isRunning()) {
      print(status.halfRunning());
      return 1;
    }
    print("broker    " + status.bootstrapServers());
    print("registry  " + status.registryUrl());
    return 0;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
