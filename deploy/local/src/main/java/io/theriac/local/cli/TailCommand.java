package io.theriac.local.cli;

import io.theriac.local.topic.TopicReader;
import io.theriac.schemas.Topic;
import io.theriac.schemas.serde.AvroDeserializer;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows output topics, one readable line a record. */
@Command(
    name = "tail",
    description = "Show an output topic, one line a record.",
    synopsisSubcommandLabel = "recommendations|shadow-recommendations|alerts|dead-letters",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac tail recommendations --max 10",
      "  ./theriac tail alerts --follow",
      "  ./theriac tail dead-letters"
    })
final class TailCommand {

  @Spec private CommandSpec spec;

  /** How much to show. */
  static final class Range {
    @Option(names = "--follow", description = "Go on as records come, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--new", description = "Leave out what is there already.")
    private boolean onlyNew;

    @Option(
        names = "--max",
        paramLabel = "N",
        description = "Stop after N records (default: no limit).")
    private long max = Long.MAX_VALUE;
  }

  @Command(name = "recommendations", description = "Recommended medications of closed visits.")
  int recommendations(@Mixin Connection connection, @Mixin Range range) {
    return tail(connection, range, connection.topics().recommendations(), OneLine::recommendation);
  }

  @Command(
      name = "shadow-recommendations",
      description = "What a candidate on trial says beside the active model.")
  int shadowRecommendations(@Mixin Connection connection, @Mixin Range range) {
    return tail(
        connection, range, connection.topics().shadowRecommendations(), OneLine::recommendation);
  }

  @Command(name = "alerts", description = "Drug-drug-interaction alerts.")
  int alerts(@Mixin Connection connection, @Mixin Range range) {
    return tail(connection, range, connection.topics().ddiAlerts(), OneLine::alert);
  }

  @Command(
      name = "dead-letters",
      description = "Records that could not be processed; their content is not shown.")
  int deadLetters(@Mixin Connection connection, @Mixin Range range) {
    return tail(connection, range, connection.topics().deadLetters(), OneLine::deadLetter);
  }

  private <V extends SpecificRecord> int tail(
      Connection connection, Range range, Topic<V> topic, Function<V, String> line) {
    if (range.max < 1) {
      throw new WrongOptionException(
          "--max is %d: give how many records to show, from 1 on.".formatted(range.max));
    }
    Map<String, String> properties = connection.clientProperties();
    long[] shown = {0};
    try (TopicReader reader = new TopicReader(properties, topic.name());
        AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType())) {
      values.configure(properties, false);
      TopicReader from = range.onlyNew ? reader.fromEnd() : reader.fromBeginning();
      if (range.follow) {
        from.follow(
            record ->
                show(
                    line.apply(values.deserialize(topic.name(), record.value())),
                    shown,
                    range.max));
      } else {
        from.readToEnd(
            record ->
                show(
                    line.apply(values.deserialize(topic.name(), record.value())),
                    shown,
                    range.max));
      }
    }
    if (shown[0] == 0) {
      spec.commandLine().getErr().println("No records on " + topic.name() + " yet.");
    }
    return 0;
  }

  private boolean show(String line, long[] shown, long max) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
    return ++shown[0] < max;
  }
}
