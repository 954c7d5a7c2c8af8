package io.theriac.streams.hostile;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.PublishedSchema;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Absurd and hostile records one by one: each is accounted for, and the next patient is served. */
class HostileInputTest {

  private static final byte[] KEY = "ann".getBytes(StandardCharsets.UTF_8);

  @TempDir Path stateDir;
  private Ward ward;
  private Books books;

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir).serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
    books = new Books(ward);
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldNotCloseAVisitOfAHundredThousandDiagnoses() {
    PatientStory story = aPatient("ann").admitted("v1");
    for (int event = 0; event < 10; event++) {
      int first = event * 10_000;
      story.diagnoses(
          EntryAction.ADD,
          IntStream.range(first, first + 10_000)
              .mapToObj(code -> entry("ICD-10-CM", "code-" + code))
              .toArray(CodedEntry[]::new));
    }

    ward.hears(story.discharged());

    shouldSetAsideAndGoOn(12, DeadLetterReason.OVERSIZED);
  }

  @Test
  void shouldRefuseMoreEntriesThanAnEventMayHold() {
    CodedEntry[] entries =
        IntStream.range(0, 100_000)
            .mapToObj(code -> entry("ICD-10-CM", "code-" + code))
            .toArray(CodedEntry[]::new);

    ward.hears(aPatient("ann").admitted("v1").diagnoses(EntryAction.SNAPSHOT, entries));

    shouldSetAsideAndGoOn(2, DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldCloseAStayOfThirtyYears() {
    PatientStory story = aPatient("ann").admitted("v1", Instant.parse("1990-01-01T00:00:00Z"));
    for (int month = 0; month < 360; month++) {
      story.later(Duration.ofDays(30)).measured("result-" + month, "2160-0", month, "mg/dL");
    }

    ward.hears(story.discharged()).waits();

    assertThat(books.shouldBalanceAfter(362)).isEmpty();
    assertThat(ward.recommendations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1849-12-31T23:59:59Z", "2999-01-01T00:00:00Z"})
  void shouldRefuseClocksOfOtherAges(String time) {
    ward.hears(aPatient("ann").admitted("v1", Instant.parse(time)));

    shouldSetAsideAndGoOn(1, DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldTakeTheClockOfTheYear1900() {
    Instant then = Instant.parse("1900-01-01T00:00:00Z");

    ward.hears(aPatient("ann").admitted("v1", then).discharged()).waits();

    assertThat(books.shouldBalanceAfter(2)).isEmpty();
    assertThat(ward.recommendations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1 << 20})
  void shouldRefuseTextsThatAreEmptyOrHuge(int length) {
    String text = "x".repeat(length);

    ward.hears(aPatient("ann").admitted(text))
        .hears(aPatient("ann").inVisit("v1").diagnosed("ICD-10-CM", text))
        .hears(aPatient("ann").inVisit("v1").prescribed(text, "ATC", "B01AA03"))
        .hears(aPatient("ann").inVisit("v1").measured(text, "2160-0", 1, null));

    shouldSetAsideAndGoOn(
        4,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD);
  }

  /** Two such keys would look the same, and two patients would become one. */
  @Test
  void shouldRefuseAPatientWhoseKeyIsNotUtf8() {
    byte[] value = ward.bytes(admission());
    int at = indexOf(value, KEY);
    value[at] = (byte) 0xC3;
    byte[] key = {(byte) 0xC3, 'n', 'n'};

    ward.hearsBytes(Topics.standard().admissions(), key, value, 0);

    shouldSetAsideAndGoOn(1, DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldSetAsideAnActionOfALaterRelease() {
    Schema later =
        evolved(Admission.getClassSchema(), "\"ADMIT\"", "\"LEAVE_OF_ABSENCE\",\"ADMIT\"");
    int id = ward.registers("clinical.admissions-value", later);
    byte[] frame = ward.bytes(admission());
    byte[] body = Arrays.copyOfRange(frame, 5, frame.length);

    ward.hearsBytes(Topics.standard().admissions(), KEY, HostileBytes.frame(id, body), 0);

    shouldSetAsideAndGoOn(1, DeadLetterReason.UNSUPPORTED);
  }

  @Test
  void shouldSetAsideValuesOfAnotherTopic() {
    SpecificRecord lab =
        aPatient("ann").inVisit("v1").measured("r", "2160-0", 1, "g").events().get(0);

    ward.hearsBytes(Topics.standard().admissions(), KEY, ward.bytes(lab), 0);

    shouldSetAsideAndGoOn(1, DeadLetterReason.UNREADABLE_BODY);
  }

  @Test
  void shouldSetAsideValuesOfAnotherTenantsSchema() {
    Schema theirs =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Admission", "namespace": "com.example.other",
                 "fields": [{"name": "patient", "type": "string"}]}""");
    int id = ward.registers("other.admissions-value", theirs);

    ward.hearsBytes(
        Topics.standard().admissions(), KEY, HostileBytes.frame(id, new byte[] {2, 'a'}), 0);

    shouldSetAsideAndGoOn(1, DeadLetterReason.UNREADABLE_BODY);
  }

  @Test
  void shouldSetAsideRecordsWithoutKeyOrValueOrWithTheWrongKey() {
    Topic<Admission> topic = Topics.standard().admissions();
    byte[] value = ward.bytes(admission());

    ward.hearsBytes(topic, null, value, 0)
        .hearsBytes(topic, null, null, 0)
        .hearsBytes(topic, KEY, null, 0)
        .hearsBytes(topic, "bob".getBytes(StandardCharsets.UTF_8), value, 0);

    shouldSetAsideAndGoOn(
        4,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD,
        DeadLetterReason.INVALID_FIELD);
  }

  /** A changelog would refuse such a row for ever, and the partition with it. */
  @Test
  void shouldNotLetTheRowOfAnOrderGrowWithoutEnd(@TempDir Path other) {
    PatientStory story = aPatient("ann").admitted("v1");
    for (int change = 0; change < 100; change++) {
      Coding drug = new Coding("RXNORM", "drug-" + change, "x".repeat(1_000));
      story.order(MedicationAction.CHANGE, "o1", drug, OrderType.INPATIENT, null, null);
    }
    try (Ward small = Ward.withVisitsUpTo(other, 20_000)) {
      Books its = new Books(small);

      small.hears(story);

      List<DeadLetter> letters = its.shouldBalanceAfter(101);
      assertThat(letters)
          .isNotEmpty()
          .extracting(DeadLetter::getReasonClass)
          .containsOnly(DeadLetterReason.OVERSIZED);
      assertThat(small.sum("theriac.records.applied")).isGreaterThan(10);
    }
  }

  @Test
  void shouldRefuseNamesOfDrugsThatMakeAlertsTooLarge() {
    PatientStory story = aPatient("ann").admitted("v1");
    String huge = "x".repeat(500_000);
    story.ordered("o1", new Coding("ATC", "B01AA03", huge), OrderType.INPATIENT, null, null);
    story.ordered("o2", coding("ATC", "B01AC06"), OrderType.INPATIENT, null, null);

    ward.hears(story);

    shouldSetAsideAndGoOn(3, DeadLetterReason.INVALID_FIELD);
    assertThat(ward.alerts()).isEmpty();
  }

  private void shouldSetAsideAndGoOn(int sent, DeadLetterReason... reasons) {
    assertThat(books.shouldBalanceAfter(sent))
        .extracting(DeadLetter::getReasonClass)
        .containsExactly(reasons);
    ward.hears(aPatient("bob").admitted("b1").discharged()).waits();
    assertThat(books.shouldBalanceAfter(2)).isEmpty();
    assertThat(ward.recommendations()).hasSize(1);
  }

  private static SpecificRecord admission() {
    return aPatient("ann").admitted("v1").events().get(0);
  }

  private static Schema evolved(Schema schema, String text, String by) {
    String json = PublishedSchema.of(schema).toString();
    assertThat(json).contains(text);
    return new Schema.Parser().parse(json.replace(text, by));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
