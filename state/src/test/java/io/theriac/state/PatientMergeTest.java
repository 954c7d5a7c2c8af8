package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.Keyring;
import io.theriac.state.fixture.PatientStory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatientMergeTest {

  private final Keyring keys = new Keyring(new Random(1));

  @Test
  void shouldMoveTheHistoryToTheSurvivor() {
    keys.hears(visit("old", "v1", 1)).hears(visit("ann", "v2", 10));

    keys.hears(aPatient("ann").at(day(20)).merges("old")).delivers();

    assertThat(keys.closed()).containsOnlyKeys("ann|v1", "ann|v2");
    assertThat(keys.closed().get("ann|v1").getDiagnoses()).hasSize(1);
    assertThat(keys.closed().get("ann|v1").getMedications()).hasSize(1);
    assertThat(Histories.latest(keys.rowsOf("ann"), "ann", 9, day(99)))
        .extracting(ClosedVisit::getVisitId)
        .containsExactly("v1", "v2");
    assertThat(Histories.latest(keys.rowsOf("old"), "old", 9, day(99))).isEmpty();
  }

  @Test
  void shouldTakeBackWhatWasSaidUnderTheRetiredKey() {
    keys.hears(visit("old", "v1", 1));

    keys.hears(aPatient("ann").at(day(20)).merges("old")).delivers();

    assertThat(keys.consequences())
        .filteredOn(Consequence.Withdrawn.class::isInstance)
        .singleElement()
        .satisfies(
            gone -> assertThat(((Consequence.Withdrawn) gone).patientKey()).isEqualTo("old"));
  }

  @Test
  void shouldRedirectWhatComesLaterUnderTheRetiredKey() {
    keys.hears(aPatient("ann").at(day(20)).merges("old")).delivers();

    keys.hears(visit("old", "v1", 30)).delivers();

    assertThat(keys.closed()).containsOnlyKeys("ann|v1");
    assertThat(keys.closed().get("ann|v1").getDiagnoses()).hasSize(1);
  }

  @Test
  void shouldContinueAnOpenVisitUnderTheSurvivor() {
    keys.hears(aPatient("old").admitted("v1", day(1)).diagnosed("ICD-10-CM", "I10"));
    keys.hears(aPatient("ann").at(day(2)).merges("old")).delivers();

    keys.hears(aPatient("ann").from("ADT").inVisit("v1").discharged(day(3)));

    assertThat(keys.closed().get("ann|v1").getAdmittedAt()).isEqualTo(day(1));
    assertThat(keys.closed().get("ann|v1").getDiagnoses()).hasSize(1);
  }

  @Test
  void shouldReviveAnAbandonedVisitWithAFreshFactOfTheRetiredKey() {
    keys.hears(aPatient("ann").admitted("v1", day(1)));
    keys.hears(aPatient("old").at(day(118)).inVisit("v1").diagnosed("ICD-10-CM", "I10"));
    keys.hears(aPatient("ann").from("REG").at(day(120)).born(1950));
    assertThat(phase("ann", "v1")).isEqualTo(VisitPhase.ABANDONED);

    keys.hears(aPatient("ann").from("MPI").at(day(121)).merges("old")).delivers();

    assertThat(phase("ann", "v1")).isEqualTo(VisitPhase.OPEN);
    keys.hears(aPatient("ann").from("REG-2").at(day(300)).born(1951));
    assertThat(phase("ann", "v1")).isEqualTo(VisitPhase.ABANDONED);
  }

  @Test
  void shouldNotReviveAnAbandonedVisitWithAFactAsOld() {
    keys.hears(aPatient("ann").admitted("v1", day(1)));
    keys.hears(aPatient("old").at(day(5)).inVisit("v1").diagnosed("ICD-10-CM", "I10"));
    keys.hears(aPatient("ann").from("REG").at(day(120)).born(1950));

    keys.hears(aPatient("ann").from("MPI").at(day(121)).merges("old")).delivers();

    assertThat(phase("ann", "v1")).isEqualTo(VisitPhase.ABANDONED);
  }

  @Test
  void shouldTellApartMergesOfTwoSourcesWithOneId() {
    PatientUpdate one = merge("ann", "MPI", "old");
    PatientUpdate other = merge("eva", "OTHER", "old");
    String id = one.getHeader().getEventId();
    PatientUpdate sameId =
        PatientUpdate.newBuilder(other)
            .setHeader(EventHeader.newBuilder(other.getHeader()).setEventId(id).build())
            .build();
    keys.hears(visit("old", "v1", 1));

    keys.hears("ann", Arrival.of(List.of(one)).get(0));
    keys.delivers();
    keys.hears("eva", Arrival.of(List.of(sameId)).get(0));
    keys.delivers();

    assertThat(keys.closed()).containsOnlyKeys("eva|v1");
  }

  private static PatientUpdate merge(String survivor, String source, String retired) {
    return (PatientUpdate)
        aPatient(survivor).from(source).at(day(20)).merges(retired).events().get(0);
  }

  @Test
  void shouldTakeAnUnknownPatientAndARepeatedMergeForWhatTheyAre() {
    PatientStory story = aPatient("ann").at(day(1)).merges("nobody");
    keys.hears(story).delivers();
    int said = keys.consequences().size();

    assertThat(keys.hears("ann", Arrival.of(story.events()).get(0)))
        .isEqualTo(new Outcome.Duplicate());
    keys.hears(aPatient("ann").from("MPI").at(day(2)).merges("nobody")).delivers();

    assertThat(keys.consequences()).hasSize(said);
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldFollowAChainOfMerges() {
    keys.hears(visit("a", "v1", 1)).hears(visit("b", "v2", 3)).hears(visit("c", "v3", 5));
    keys.hears(aPatient("b").at(day(20)).merges("a")).delivers();
    keys.hears(aPatient("c").at(day(21)).merges("b")).delivers();

    keys.hears(visit("a", "v4", 30)).delivers();

    assertThat(keys.closed()).containsOnlyKeys("c|v1", "c|v2", "c|v3", "c|v4");
  }

  @Test
  void shouldTakeNoNoticeOfAMergeThatClosesACycle() {
    keys.hears(visit("a", "v1", 1)).hears(visit("b", "v2", 3));
    keys.hears(aPatient("b").at(day(20)).merges("a")).delivers();

    keys.hears(aPatient("a").from("MPI").at(day(21)).merges("b")).delivers();

    assertThat(keys.closed()).containsOnlyKeys("b|v1", "b|v2");
  }

  @Test
  void shouldLetTheEarlierOfTwoMergesInOppositeDirectionsHold() {
    keys.hears(visit("a", "v1", 1)).hears(visit("b", "v2", 3));

    keys.hears(aPatient("a").at(day(21)).merges("b"));
    keys.hears(aPatient("b").at(day(20)).merges("a"));
    keys.delivers();

    assertThat(keys.closed()).containsOnlyKeys("b|v1", "b|v2");
  }

  @Test
  void shouldRejectAMergeThatDoesNotSayWithWhom() {
    Outcome outcome = Fold.of(aPatient("ann").patientAction(PatientAction.MERGE, null)).last();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.INVALID_FIELD);
              assertThat(rejected.sentence()).contains("retiredPatientKey");
            });
  }

  @Test
  void shouldRejectWhatIsImpossibleAlreadyUnderTheRetiredKey() {
    keys.hears(aPatient("ann").at(day(1)).merges("old")).delivers();

    Outcome outcome = keys.hears("old", Arrival.of(aPatient("old").born(50).events()).get(0));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void shouldMoveALongHistoryInSeveralMessages() {
    PatientStory story = aPatient("old").admitted("v1", day(1));
    for (int i = 0; i < 5_000; i++) {
      story.measured("result-" + i, "2160-0", i, "mg/dL");
    }
    keys.hears(story.discharged(day(9)));

    keys.hears(aPatient("ann").at(day(20)).merges("old")).delivers();

    assertThat(keys.closed().get("ann|v1").getLabs()).hasSize(5_000);
    assertThat(keys.consequences())
        .filteredOn(Consequence.Sent.class::isInstance)
        .hasSizeGreaterThan(2);
  }

  private VisitPhase phase(String patient, String visit) {
    return VisitPhase.of(Visits.header(new Rows(keys.rowsOf(patient)), patient, visit));
  }

  private static PatientStory visit(String patient, String visit, int day) {
    return aPatient(patient)
        .from("EHR-" + visit)
        .admitted(visit, day(day))
        .diagnosed("ICD-10-CM", "I10")
        .prescribed("order-" + visit, "RXNORM", "1191")
        .discharged(day(day + 1));
  }
}
