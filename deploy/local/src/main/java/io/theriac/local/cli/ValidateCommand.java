package io.theriac.local.cli;

import io.theriac.local.topic.EventRules;
import io.theriac.local.topic.TopicReader;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks events before or after they are sent, by the rules the application itself applies. */
@Command(
    name = "validate",
    description = {
      "Check events by the application's own rules: readable, right type, possible values.",
      "FILE holds one event a line in Avro's JSON encoding, or is an Avro container (.avro)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac validate admissions.jsonl --topic clinical.admissions",
      "  ./theriac validate events.avro",
      "  ./theriac validate clinical.medications"
    })
final class ValidateCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|TOPIC", description = "A file, or the name of a clinical topic.")
  private String source;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Which topic the events of a JSON file are meant for.")
  private String topicOfFile;

  @Mixin private Connection connection;

  private long valid;
  private long invalid;

  @Override
  public Integer call() throws IOException {
    Path file = Path.of(source);
    if (Files.isDirectory(file)) {
      throw new WrongOptionException(
          "%s is a directory: name one file of it, or a topic.".formatted(file));
    }
    if (Files.exists(file)) {
      new EventFile(file, topicOfFile == null ? null : topicNamed(topicOfFile))
          .forEach(this::count);
    } else {
      validateTopic(topicNamed(source));
    }
    spec.commandLine().getOut().printf("%,d valid, %,d invalid%n", valid, invalid);
    return invalid == 0 ? 0 : 1;
  }

  private Topic<? extends SpecificRecord> topicNamed(String name) {
    Topics topics = connection.topics();
    return topics.clinical().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongOptionException(
                    "'%s' is neither a file nor a clinical topic; the topics are %s."
                        .formatted(name, topics.clinical().stream().map(Topic::name).toList())));
  }

  private <V extends SpecificRecord> void validateTopic(Topic<V> topic) {
    Map<String, String> properties = connection.clientProperties();
    try (TopicReader reader = new TopicReader(properties, topic.name());
        AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType())) {
      values.configure(properties, false);
      reader
          .fromBeginning()
          .readToEnd(
              record -> {
                count(
                    "partition %d, offset %d".formatted(record.partition(), record.offset()),
                    problem(topic, values, record));
                return true;
              });
    }
  }

  private static <V extends SpecificRecord> Optional<String> problem(
      Topic<V> topic, AvroDeserializer<V> values, ConsumerRecord<String, byte[]> record) {
    try {
      return EventRules.problem(record.key(), values.deserialize(topic.name(), record.value()));
    } catch (DecodingException e) {
      return Optional.of(e.reason() + ": " + e.getMessage());
    }
  }

  private void count(String place, Optional<String> problem) {
    if (problem.isEmpty()) {
      valid++;
    } else if (++invalid <= SHOWN) {
      spec.commandLine().getOut().println(place + ": " + problem.get());
    }
  }
}
