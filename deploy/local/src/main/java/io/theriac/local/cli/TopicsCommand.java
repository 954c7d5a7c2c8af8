package io.theriac.local.cli;

import io.theriac.schemas.admin.ProvisioningReport;
import io.theriac.schemas.admin.TopicListing;
import io.theriac.schemas.admin.TopicSettings;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates and lists Theriac's topics. */
@Command(
    name = "topics",
    description = "The topics and their registered schemas.",
    synopsisSubcommandLabel = "create|list",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac topics create --partitions 12 --replication-factor 3 --topic-prefix ward7.",
      "  ./theriac topics list"
    })
final class TopicsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      description =
          "Create what is missing: topics, schemas and their compatibility. Repeating it is safe. Exits with 1 if something is other than asked for, which is left as it is.")
  int create(
      @Mixin Connection connection,
      @Option(
              names = "--partitions",
              defaultValue = "4",
              description = "Partitions of every topic (default: ${DEFAULT-VALUE}).")
          int partitions,
      @Option(
              names = "--replication-factor",
              defaultValue = "1",
              description = "Copies of every partition (default: ${DEFAULT-VALUE}).")
          short replicationFactor,
      @Option(
              names = "--dead-letter-retention",
              paramLabel = "SPAN",
              defaultValue = "90d",
              converter = SpanConverter.class,
              description =
                  "Keep dead letters so long, for example 36h (default: ${DEFAULT-VALUE}).")
          Duration deadLetterRetention) {
    ProvisioningReport report =
        Provisioning.createTopics(
            connection.clientProperties(),
            connection.topics(),
            TopicSettings.singleBroker()
                .withPartitions(partitions)
                .withReplicationFactor(replicationFactor)
                .withDeadLetterRetention(deadLetterRetention));
    for (ProvisioningReport.Entry entry : report.entries()) {
      print(
          "%-8s %-28s schema %d (version %d)"
              .formatted(
                  entry.outcome().toString().toLowerCase(Locale.ROOT),
                  entry.topic(),
                  entry.schemaId(),
                  entry.schemaVersion()));
      entry.differences().forEach(difference -> print("         " + difference));
    }
    return report.isAsWanted() ? 0 : 1;
  }

  @Command(name = "list", description = "List the topics with their schemas.")
  int list(@Mixin Connection connection) {
    for (TopicListing topic :
        Provisioning.list(connection.clientProperties(), connection.topics())) {
      print(
          "%-28s %-12s %-14s %s"
              .formatted(
                  topic.name(),
                  topic.partitions().isEmpty()
                      ? "missing"
                      : topic.partitions().getAsInt() + " partitions",
                  topic.retention(),
                  topic.schemaId().isEmpty()
                      ? "no schema"
                      : "schema %d, version %d"
                          .formatted(
                              topic.schemaId().getAsInt(), topic.schemaVersion().getAsInt())));
    }
    return 0;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
