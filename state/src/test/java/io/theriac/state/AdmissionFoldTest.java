package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionFoldTest {

  @Test
  void shouldTellApartEventsOfTwoSourcesWithOneId() {
    Admission admitted = (Admission) aPatient("p1").from("ADT").admitted("v1").events().get(0);
    Admission other = withIdOf(admitted, classChange("OTHER", PatientClass.EMERGENCY));
    Fold fold = Fold.ofEvents(List.of(admitted, other));
    assertThat(fold.last()).isInstanceOf(Outcome.Applied.class);

    fold.apply(new Arrival(other, new EventPosition(0, 0, 9)));
    assertThat(fold.last()).isEqualTo(new Outcome.Duplicate());
    Arrival.of(aPatient("p1").from("ADT2").inVisit("v1").discharged(day(2)).events())
        .forEach(arrival -> fold.apply(arrival.again(20)));
    assertThat(fold.visit("v1").getPatientClass()).isEqualTo(PatientClass.EMERGENCY);
  }

  @Test
  void shouldKnowTheRedeliveriesOfTwoSourcesThatSpokeAtOneInstant() {
    Admission one = classChange("ADT", PatientClass.OUTPATIENT);
    Admission other = withIdOf(one, classChange("OTHER", PatientClass.EMERGENCY));
    Fold fold = Fold.ofEvents(List.of(one, other));
    assertThat(fold.last()).isInstanceOf(Outcome.Applied.class);

    for (Admission again : List.of(one, other, one)) {
      int offset = 10 + fold.outcomes().size();
      assertThat(fold.apply(new Arrival(again, new EventPosition(0, 0, offset))))
          .isEqualTo(new Outcome.Duplicate());
    }
  }

  private static Admission withIdOf(Admission one, Admission other) {
    String id = one.getHeader().getEventId();
    return Admission.newBuilder(other)
        .setHeader(EventHeader.newBuilder(other.getHeader()).setEventId(id).build())
        .build();
  }

  private static Admission classChange(String source, PatientClass patientClass) {
    return (Admission)
        aPatient("p1")
            .from(source)
            .inVisit("v1")
            .at(day(1))
            .admission(AdmissionAction.CLASS_CHANGE, patientClass)
            .events()
            .get(0);
  }

  @Test
  void shouldCloseAVisitOnDischarge() {
    PatientStory story =
        aPatient("p1")
            .born(1950)
            .female()
            .admitted("v1", day(1))
            .diagnosed("ICD-10-CM", "I10")
            .operated("ICD-9-PCS", "3961")
            .prescribed("o1", "RXNORM", "197361")
            .measured("l1", "2160-0", 1.2, "mg/dL")
            .discharged(day(3));

    Fold fold = Fold.of(story);

    ClosedVisit visit = fold.visit("v1");
    assertThat(visit.getPatientKey()).isEqualTo("p1");
    assertThat(visit.getPatientClass()).isEqualTo(PatientClass.INPATIENT);
    assertThat(visit.getBirthYear()).isEqualTo(1950);
    assertThat(visit.getSex()).isEqualTo(Sex.FEMALE);
    assertThat(visit.getAdmittedAt()).isEqualTo(day(1));
    assertThat(visit.getDischargedAt()).isEqualTo(day(3));
    assertThat(visit.getDiagnoses()).containsExactly(PatientStory.coding("ICD-10-CM", "I10"));
    assertThat(visit.getProcedures()).containsExactly(PatientStory.coding("ICD-9-PCS", "3961"));
    assertThat(visit.getMedications()).extracting("placerOrderId").containsExactly("o1");
    assertThat(visit.getLabs()).extracting("value").containsExactly(1.2);
    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
    assertThat(fold.closed().get("v1").visitNumber()).isEqualTo(1);
  }

  @Test
  void shouldCloseWhenTheAdmissionComesAfterTheDischarge() {
    List<Arrival> arrivals =
        new ArrayList<>(
            Arrival.of(aPatient("p1").admitted("v1", day(1)).discharged(day(2)).events()));
    Collections.reverse(arrivals);

    Fold fold = Fold.ofArrivals(arrivals);

    assertThat(fold.outcomes().get(0)).isEqualTo(new Outcome.Applied(Optional.of("v1"), List.of()));
    assertThat(fold.visit("v1").getAdmittedAt()).isEqualTo(day(1));
  }

  @Test
  void shouldNotCloseWithoutAnAdmission() {
    Fold fold =
        Fold.of(aPatient("p1").inVisit("v1").diagnosed("ICD-10-CM", "I10").discharged(day(2)));

    assertThat(fold.closed()).isEmpty();
  }

  @Test
  void shouldCountARedeliveredDischargeAsDuplicate() {
    List<Arrival> arrivals =
        Arrival.of(aPatient("p1").admitted("v1", day(1)).discharged(day(2)).events());
    Fold fold = Fold.ofArrivals(arrivals);

    assertThat(fold.apply(arrivals.get(1).again(9))).isEqualTo(new Outcome.Duplicate());
    assertThat(fold.apply(arrivals.get(0).again(10))).isEqualTo(new Outcome.Duplicate());
  }

  @Test
  void shouldReviseTheVisitWhenACodeComesAfterDischarge() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .discharged(day(2))
                .at(day(5))
                .diagnosed("ICD-10-CM", "E11.9"));

    assertThat(fold.closed().get("v1").revision()).isEqualTo(2);
    assertThat(fold.closed().get("v1").visitNumber()).isEqualTo(1);
    assertThat(fold.visit("v1").getDiagnoses()).hasSize(1);
  }

  @Test
  void shouldNotReviseTheVisitWhenALateFactChangesNothing() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .diagnosed("ICD-10-CM", "I10")
                .discharged(day(2))
                .from("CODING")
                .diagnosed("ICD-10-CM", "I10"));

    assertThat(fold.last()).isEqualTo(new Outcome.Applied(Optional.of("v1"), List.of()));
    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
  }

  @Test
  void shouldMoveTheVisitInTheHistoryWhenItsDischargeIsCorrected() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .discharged(day(2))
                .at(day(4))
                .admission(AdmissionAction.UPDATE, PatientClass.UNKNOWN, null, day(3)));

    assertThat(fold.visit("v1").getDischargedAt()).isEqualTo(day(3));
    assertThat(Histories.latest(fold.rows(), "p1", 9, day(9)))
        .extracting(ClosedVisit::getDischargedAt)
        .containsExactly(day(3));
  }

  @Test
  void shouldNotTakeAPlannedDischargeForOne() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .at(day(1))
                .inVisit("v1")
                .admission(AdmissionAction.ADMIT, PatientClass.INPATIENT, day(1), day(3)));

    assertThat(fold.closed()).isEmpty();
  }

  @Test
  void shouldKeepTheClassSaidLast() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .registered("v1")
                .at(day(2))
                .admission(AdmissionAction.CLASS_CHANGE, PatientClass.EMERGENCY)
                .at(day(1))
                .admission(AdmissionAction.UPDATE, PatientClass.OBSERVATION)
                .discharged(day(3)));

    assertThat(fold.outcomes().get(2)).isEqualTo(new Outcome.Superseded());
    assertThat(fold.visit("v1").getPatientClass()).isEqualTo(PatientClass.EMERGENCY);
  }

  @Test
  void shouldRejectADischargeBeforeTheAdmission() {
    Fold fold = Fold.of(aPatient("p1").admitted("v1", day(2)).discharged(day(1)));

    assertThat(fold.last())
        .isEqualTo(
            new Outcome.Rejected(
                DeadLetterReason.INVALID_FIELD,
                "admittedAt is after dischargedAt: correct one of them and send the event again."));
    assertThat(fold.closed()).isEmpty();
  }

  @Test
  void shouldEndTheCodingOfAVisitThatWasCancelledByMistake() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", "RXNORM", "1191")
                .discharged(day(2))
                .at(day(3))
                .admissionCancelled()
                .at(day(4))
                .admission(AdmissionAction.ADMIT, PatientClass.INPATIENT, day(1), null)
                .at(day(60))
                .born(1950));

    assertThat(fold.closed().get("v1").isFinal()).isTrue();
    assertThat(fold.visit("v1").getMedications()).hasSize(1);
  }

  @Test
  void shouldNumberVisitsInTheOrderOfClosing() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .discharged(day(2))
                .admitted("v2", day(3))
                .discharged(day(4)));

    assertThat(fold.closed().get("v2").visitNumber()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = "UNKNOWN")
  void shouldSetAsideWhatItCannotHandleYet(AdmissionAction action) {
    Fold fold = Fold.of(aPatient("p1").inVisit("v1").admission(action, PatientClass.UNKNOWN));

    assertThat(fold.last())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.UNSUPPORTED);
              assertThat(rejected.sentence()).contains("action", "replay");
            });
    assertThat(((InMemoryFactRows) fold.rows()).size()).isZero();
  }
}
