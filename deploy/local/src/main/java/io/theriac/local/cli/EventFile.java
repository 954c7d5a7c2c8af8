package io.theriac.local.cli;

import io.theriac.local.topic.EventRules;
import io.theriac.schemas.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Events in a file: JSON lines in Avro's encoding, or an Avro container. */
record EventFile(Path file, Topic<? extends SpecificRecord> topic) {

  /** Tells the place of each event and what is wrong with it, if anything is. */
  void forEach(BiConsumer<String, Optional<String>> each) throws IOException {
    if (file.toString().endsWith(".avro")) {
      readContainer(each);
    } else if (topic == null) {
      throw new WrongOptionException(
          "%s is not an Avro container (.avro): say with --topic what its lines are."
              .formatted(file));
    } else {
      readLines(each);
    }
  }

  private void readContainer(BiConsumer<String, Optional<String>> each) throws IOException {
    try (DataFileReader<SpecificRecord> records =
        new DataFileReader<>(file.toFile(), new SpecificDatumReader<>())) {
      long number = 0;
      while (records.hasNext()) {
        SpecificRecord event = records.next();
        each.accept("record " + ++number, EventRules.problem(event));
      }
    } catch (IOException | AvroRuntimeException | ClassCastException e) {
      throw new IllegalArgumentException(
          "%s cannot be read as Theriac events: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void readLines(BiConsumer<String, Optional<String>> each) throws IOException {
    Schema schema = topic.schema();
    SpecificDatumReader<SpecificRecord> reader =
        new SpecificDatumReader<>(schema, schema, SpecificData.getForClass(topic.valueType()));
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          each.accept("line " + number, problem(reader, schema, line));
        }
      }
    }
  }

  private static Optional<String> problem(
      SpecificDatumReader<SpecificRecord> reader, Schema schema, String line) {
    try {
      return EventRules.problem(reader.read(null, DecoderFactory.get().jsonDecoder(schema, line)));
    } catch (IOException | AvroRuntimeException e) {
      return Optional.of(
          "no %s in Avro's JSON encoding: %s".formatted(schema.getName(), e.getMessage()));
    }
  }
}
