package io.theriac.schemas.serde;

import io.theriac.schemas.avro.DeadLetterReason;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** What to do with every record of one schema id. */
sealed interface ReadPlan<V> {

  int schemaId();

  /** Read it as the class of the topic. */
  record Read<V>(int schemaId, DatumReader<V> reader) implements ReadPlan<V> {}

  /** Set it aside, for the reason and with the sentence given. */
  record Refuse<V>(int schemaId, DeadLetterReason reason, String sentence) implements ReadPlan<V> {

    DecodingException exception() {
      return new DecodingException(reason, schemaId, sentence);
    }
  }

  /** Reads what {@code writer} wrote as {@code type}, if that can be. */
  static <V> ReadPlan<V> of(int schemaId, Schema writer, Class<V> type) {
    SpecificData data = SpecificData.getForClass(type);
    Schema reader = data.getSchema(type);
    if (!sameType(writer, reader)) {
      return refuse(
          schemaId,
          "Schema id %d is of %s, but this topic holds %s: see who writes to it."
              .formatted(schemaId, writer.getFullName(), reader.getFullName()));
    }
    try {
      if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
          == SchemaCompatibilityType.COMPATIBLE) {
        return new Read<>(schemaId, new SpecificDatumReader<>(writer, reader, data));
      }
    } catch (StackOverflowError e) {
      // A schema nested without end: as unreadable as an incompatible one.
    }
    return refuse(
        schemaId,
        "Schema id %d of %s is not compatible with this build's: upgrade, or fix the producer."
            .formatted(schemaId, reader.getFullName()));
  }

  static <V> Refuse<V> refuse(int schemaId, String sentence) {
    return new Refuse<>(schemaId, DeadLetterReason.UNREADABLE_BODY, sentence);
  }

  private static boolean sameType(Schema writer, Schema reader) {
    return writer.getType() == Schema.Type.RECORD
        && (writer.getFullName().equals(reader.getFullName())
            || reader.getAliases().contains(writer.getFullName()));
  }
}
