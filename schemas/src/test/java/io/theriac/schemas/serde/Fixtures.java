package io.theriac.schemas.serde;

import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.testing.FakeRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What the tests of this package talk about. */
final class Fixtures {

  static final String TOPIC = "clinical.diagnoses";

  private Fixtures() {}

  static Diagnosis aDiagnosis() {
    return Diagnosis.newBuilder()
        .setHeader(
            EventHeader.newBuilder()
                .setEventId("event-1")
                .setSourceSystem("SYNTHEA")
                .setOccurredAt(Instant.parse("2024-02-29T23:59:59.999Z"))
                .setRecordedAt(Instant.parse("2024-03-01T08:00:00Z"))
                .build())
        .setPatientKey("patient-1")
        .setVisitId("visit-1")
        .setAction(EntryAction.ADD)
        .setEntries(
            List.of(
                CodedEntry.newBuilder()
                    .setCoding(
                        Coding.newBuilder()
                            .setSystem("ICD-10-CM")
                            .setCode("I48.0")
                            .setDisplay("Paroxysmal atrial fibrillation")
                            .build())
                    .setRank(1)
                    .build()))
        .build();
  }

  static <V extends SpecificRecord> AvroSerde<V> serde(
      Class<V> type, FakeRegistry registry, String... settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("schema.registry.url", registry.url());
    properties.put("max.retries", 0);
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    AvroSerde<V> serde = new AvroSerde<>(type);
    serde.configure(properties, false);
    return serde;
  }

  /** A frame with any id and body. */
  static byte[] frame(int schemaId, byte[] body) {
    byte[] frame = new byte[WireFormat.HEADER_LENGTH + body.length];
    WireFormat.writeHeader(frame, schemaId);
    System.arraycopy(body, 0, frame, WireFormat.HEADER_LENGTH, body.length);
    return frame;
  }
}
