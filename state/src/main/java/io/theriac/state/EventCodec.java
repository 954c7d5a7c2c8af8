package io.theriac.state;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Clinical events of all types alike: their common fields, and their bytes on the way. */
final class EventCodec {

  /** In the order of the clinical topics. */
  private static final Map<String, RowCodec<? extends SpecificRecord>> CODECS =
      new LinkedHashMap<>();

  static {
    add(Admission.class);
    add(PatientUpdate.class);
    add(Diagnosis.class);
    add(Procedure.class);
    add(LabResult.class);
    add(MedicationOrder.class);
  }

  private EventCodec() {}

  private static <T extends SpecificRecord> void add(Class<T> type) {
    CODECS.put(type.getSimpleName(), new RowCodec<>(type));
  }

  /** Name of the event's type; empty if it is of no clinical topic. */
  static Optional<String> type(SpecificRecord event) {
    String name = event.getSchema().getName();
    return CODECS.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** Rank of the topic of the type among the clinical topics. */
  static int rank(String type) {
    return List.copyOf(CODECS.keySet()).indexOf(type);
  }

  @SuppressWarnings("unchecked")
  static byte[] encode(SpecificRecord event) {
    return ((RowCodec<SpecificRecord>) CODECS.get(event.getSchema().getName())).encode(event);
  }

  static SpecificRecord decode(String type, byte[] bytes) {
    return CODECS.get(type).decode(bytes);
  }

  static EventHeader header(SpecificRecord event) {
    return (EventHeader) event.get(event.getSchema().getField("header").pos());
  }

  static String patientKey(SpecificRecord event) {
    return (String) event.get(event.getSchema().getField("patientKey").pos());
  }

  /** A copy of the event under another patient key. */
  static SpecificRecord under(String patientKey, SpecificRecord event) {
    SpecificRecord copy = decode(event.getSchema().getName(), encode(event));
    copy.put(event.getSchema().getField("patientKey").pos(), patientKey);
    return copy;
  }
}
