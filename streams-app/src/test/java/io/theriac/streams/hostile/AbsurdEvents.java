package io.theriac.streams.hostile;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.entry;

import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.MovedRow;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.fixture.PatientStory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Well-formed events of a plausible visit with absurd values in some of their fields. */
final class AbsurdEvents {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "|",
          "\uFFFD",
          "\uD83D\uDC8A".repeat(300),
          "../../etc",
          "x".repeat(1 << 10),
          "x".repeat(1 << 20));

  private static final List<Instant> TIMES =
      List.of(
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.EPOCH,
          Instant.parse("1900-01-01T00:00:00Z"),
          Instant.parse("2299-12-31T23:59:59Z"),
          Instant.parse("2999-12-31T23:59:59Z"));

  private static final List<Double> NUMBERS =
      List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -0.0, 0.0);

  private final Random random;

  AbsurdEvents(Random random) {
    this.random = random;
  }

  /** Some events of one of few patients, shuffled, repeated, and some of them absurd. */
  List<SpecificRecord> some() {
    List<SpecificRecord> events = new ArrayList<>(visit().events());
    Collections.shuffle(events, random);
    List<SpecificRecord> chosen =
        new ArrayList<>(events.subList(0, 1 + random.nextInt(events.size())));
    chosen.add(chosen.get(random.nextInt(chosen.size())));
    return chosen.stream().map(this::perhapsAbsurd).toList();
  }

  /** A message between patient keys with absurd values in some of its fields. */
  PatientMove absurd(PatientMove plausible) {
    return (PatientMove) perhapsAbsurd(plausible);
  }

  private PatientStory visit() {
    PatientStory story = stay();
    if (random.nextInt(4) == 0) {
      story.merges(patient());
    }
    return random.nextInt(20) == 0 ? story.asksToBeErased() : story;
  }

  private String patient() {
    return "patient-" + random.nextInt(50);
  }

  private PatientStory stay() {
    CodedEntry[] codes = {entry("ICD-10-CM", "I48.0"), entry("e1", "ICD-10-CM", "E11")};
    return aPatient(patient())
        .admitted("visit-" + random.nextInt(3))
        .male()
        .diagnoses(EntryAction.values()[random.nextInt(EntryAction.values().length)], codes)
        .operated("SNOMED-CT", "1")
        .measured("result", "2160-0", random.nextGaussian(), "mg/dL")
        .prescribed("order-1", "ATC", "B01AA03")
        .prescribedForHome("order-2", "ATC", "B01AC06")
        .stopped("order-1")
        .inNoVisit()
        .given("order-2")
        .inVisit("visit-0")
        .discharged();
  }

  private SpecificRecord perhapsAbsurd(SpecificRecord event) {
    SpecificRecord copy = SpecificData.get().deepCopy(event.getSchema(), event);
    for (int i = random.nextInt(3); i > 0; i--) {
      spoil(copy);
    }
    return copy;
  }

  /** Puts an absurd value into one field, perhaps of a record inside. */
  private void spoil(SpecificRecord record) {
    List<Field> fields = record.getSchema().getFields();
    Field field = fields.get(random.nextInt(fields.size()));
    Object value = record.get(field.pos());
    if (value instanceof SpecificRecord inside) {
      spoil(inside);
    } else if (value instanceof List<?> list) {
      record.put(field.pos(), absurd(list));
    } else {
      record.put(field.pos(), absurd(field.schema(), record.getSchema()));
    }
  }

  private List<?> absurd(List<?> list) {
    if (list.isEmpty() || random.nextInt(4) == 0) {
      return List.of();
    }
    if (random.nextInt(10) == 0) {
      return Collections.nCopies(list.get(0) instanceof MovedRow ? 1_001 : 10_001, list.get(0));
    }
    SpecificRecord first = (SpecificRecord) list.get(0);
    SpecificRecord spoiled = SpecificData.get().deepCopy(first.getSchema(), first);
    spoil(spoiled);
    return List.of(spoiled);
  }

  private Object absurd(Schema schema, Schema of) {
    return switch (schema.getType()) {
      case UNION -> random.nextInt(3) == 0 ? null : absurd(schema.getTypes().get(1), of);
      case STRING -> any(TEXTS);
      case LONG -> schema.getLogicalType() == null ? (Object) random.nextLong() : any(TIMES);
      case BYTES -> noise();
      case INT -> random.nextInt();
      case DOUBLE -> any(NUMBERS);
      case ENUM -> SpecificData.get().createEnum(any(schema.getEnumSymbols()), schema);
      default -> throw new IllegalArgumentException("No absurd %s for %s".formatted(schema, of));
    };
  }

  private ByteBuffer noise() {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
