package io.theriac.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic whose keys are strings and whose values are Avro records in the Confluent wire format.
 *
 * @param name full name, prefix included
 * @param valueType the generated class of the values
 */
public record Topic<V extends SpecificRecord>(String name, Class<V> valueType, TopicKind kind) {

  static {
    TrustedContracts.ensure();
  }

  /** The registry subject of the values (Confluent's TopicNameStrategy). */
  public String valueSubject() {
    return name + "-value";
  }

  /** The schema this build writes. */
  public Schema schema() {
    return SpecificData.get().getSchema(valueType);
  }
}
