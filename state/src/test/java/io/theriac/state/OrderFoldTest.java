package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderFoldTest {

  private static final String RX = "RXNORM";

  @Test
  void shouldEndInpatientOrdersWithTheVisit() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribed("o1", RX, "1191")
                .discharged(day(2))
                .admitted("v2", day(3))
                .discharged(day(4)));

    assertThat(orders(fold, "v1")).containsExactly("o1");
    assertThat(orders(fold, "v2")).isEmpty();
  }

  @Test
  void shouldContinueOutpatientOrdersThroughLaterVisits() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .admitted("v2", day(3))
                .discharged(day(4)));

    assertThat(medication(fold, "v1").getContinued()).isFalse();
    assertThat(medication(fold, "v2").getContinued()).isTrue();
    assertThat(medication(fold, "v2").getStoppedAt()).isNull();
  }

  @Test
  void shouldStopAContinuingOrderThoughNoVisitIsOpen() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .inNoVisit()
                .at(day(3))
                .stopped("o1")
                .admitted("v2", day(4))
                .discharged(day(5)));

    assertThat(fold.outcomes().get(3)).isEqualTo(new Outcome.Applied(Optional.empty(), List.of()));
    assertThat(orders(fold, "v2")).isEmpty();
  }

  @Test
  void shouldNotBringBackAnOrderOfACancelledVisitWhenALaterVisitOnlyMentionsIt() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .admissionCancelled()
                .admitted("v2", day(2))
                .discharged(day(3))
                .admitted("v3", day(4))
                .inNoVisit()
                .stopped("o1")
                .inVisit("v3")
                .discharged(day(5))
                .admitted("v4", day(6)));

    assertThat(orders(fold, "v2")).isEmpty();
    assertThat(orders(fold, "v3")).isEmpty();
  }

  @Test
  void shouldListAnOrderStoppedDuringALaterVisit() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .admitted("v2", day(3))
                .at(day(4))
                .stopped("o1")
                .discharged(day(5)));

    assertThat(medication(fold, "v2").getContinued()).isTrue();
    assertThat(medication(fold, "v2").getStoppedAt()).isEqualTo(day(4));
    assertThat(medication(fold, "v1").getStoppedAt()).isNull();
    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
  }

  @Test
  void shouldNotListAnOrderStoppedAtTheAdmission() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .inNoVisit()
                .at(day(3))
                .stopped("o1")
                .admitted("v2", day(3))
                .discharged(day(5)));

    assertThat(orders(fold, "v2")).isEmpty();
  }

  @Test
  void shouldTakeAPlannedEndForAStop() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .ordered("o1", coding(RX, "1191"), OrderType.OUTPATIENT, day(1), day(4))
                .discharged(day(2))
                .admitted("v2", day(3))
                .discharged(day(5))
                .admitted("v3", day(6))
                .discharged(day(7)));

    assertThat(medication(fold, "v2").getStoppedAt()).isEqualTo(day(4));
    assertThat(orders(fold, "v3")).isEmpty();
  }

  @Test
  void shouldReviseAClosedVisitWhenAnOrderTurnsOutStoppedBefore() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .admitted("v2", day(4))
                .discharged(day(5))
                .inNoVisit()
                .at(day(3))
                .stopped("o1"));

    assertThat(orders(fold, "v2")).isEmpty();
    assertThat(fold.closed().get("v2").revision()).isEqualTo(2);
    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
  }

  @Test
  void shouldMatchAStopThatComesBeforeItsOrder() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .at(day(3))
                .stopped("o1")
                .at(day(2))
                .prescribed("o1", RX, "o1")
                .discharged(day(4)));

    assertThat(medication(fold, "v1").getStartedAt()).isEqualTo(day(2));
    assertThat(medication(fold, "v1").getStoppedAt()).isEqualTo(day(3));
  }

  @Test
  void shouldNotPutAnOrderIntoTheVisitThatOnlyStopsIt() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribed("o1", RX, "1191")
                .discharged(day(2))
                .admitted("v2", day(3))
                .stopped("o1")
                .discharged(day(4)));

    assertThat(orders(fold, "v2")).isEmpty();
  }

  @Test
  void shouldListAnOrderOfAnotherVisitThatIsGivenInThisOne() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("emergency", day(1))
                .prescribed("o1", RX, "1191")
                .discharged(day(2))
                .admitted("ward", day(2))
                .given("o1")
                .discharged(day(4)));

    assertThat(medication(fold, "ward").getContinued()).isTrue();
    assertThat(medication(fold, "emergency").getContinued()).isFalse();
  }

  @Test
  void shouldNameTheDrugAsOfDischarge() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribedForHome("o1", RX, "1191")
                .discharged(day(2))
                .at(day(3))
                .order(
                    MedicationAction.CHANGE,
                    "o1",
                    coding(RX, "4337"),
                    OrderType.UNKNOWN,
                    null,
                    null)
                .admitted("v2", day(4))
                .discharged(day(5)));

    assertThat(medication(fold, "v1").getMedication().getCode()).isEqualTo("1191");
    assertThat(medication(fold, "v2").getMedication().getCode()).isEqualTo("4337");
    assertThat(fold.closed().get("v1").revision()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeHomeMedicationForContinuedBeforeItWasReported() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .discharged(day(2))
                .admitted("v2", day(3))
                .ordered("o1", coding(RX, "1191"), OrderType.OUTPATIENT, day(0), null)
                .discharged(day(4)));

    assertThat(orders(fold, "v1")).isEmpty();
    assertThat(medication(fold, "v2").getStartedAt()).isEqualTo(day(0));
  }

  @Test
  void shouldStartAnOrderAgainThatIsPlacedAnew() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribed("o1", RX, "1191")
                .stopped("o1")
                .prescribed("o1", RX, "1191")
                .discharged(day(2)));

    assertThat(medication(fold, "v1").getStoppedAt()).isNull();
  }

  @Test
  void shouldRejectAStopOfAnOrderNobodyKnowsWithoutAVisit() {
    Fold fold = Fold.of(aPatient("p1").inNoVisit().stopped("o1"));

    assertThat(fold.last()).extracting("reason").isEqualTo(DeadLetterReason.NO_OPEN_VISIT);
  }

  @Test
  void shouldRejectAnOrderThatStopsBeforeItStarts() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .ordered("o1", coding(RX, "1191"), OrderType.INPATIENT, day(3), day(2)));

    assertThat(fold.last()).extracting("reason").isEqualTo(DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldSetAsideAnUnknownAction() {
    Fold fold = Fold.of(aPatient("p1").admitted("v1").order(MedicationAction.UNKNOWN, "o1"));

    assertThat(fold.last()).extracting("reason").isEqualTo(DeadLetterReason.UNSUPPORTED);
  }

  @Test
  void shouldCountTheSameOrderAgainAsRepeated() {
    Fold fold =
        Fold.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribed("o1", RX, "1191")
                .prescribed("o1", RX, "1191"));

    assertThat(fold.last()).isEqualTo(new Outcome.Repeated());
  }

  @Test
  void shouldKnowTheRedeliveryOfAnOrderPlacedTwiceAtOneInstant() {
    List<Arrival> arrivals =
        Arrival.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .prescribed("o1", RX, "1191")
                .at(day(2))
                .ordered("o1", coding(RX, "1191"), OrderType.INPATIENT, null, day(3))
                .at(day(2))
                .ordered("o1", coding(RX, "1191"), OrderType.INPATIENT, null, null)
                .discharged(day(4))
                .events());
    Fold fold = Fold.ofArrivals(arrivals);

    assertThat(fold.apply(arrivals.get(2).again(9))).isEqualTo(new Outcome.Duplicate());
    assertThat(medication(fold, "v1").getStoppedAt()).isNull();
  }

  @Test
  void shouldKeepTheRowOfAnOrderSmallHoweverOftenItIsChangedAndGiven() {
    PatientStory story = aPatient("p1").admitted("v1", day(1)).prescribed("o1", RX, "1191");
    int before = largestRow(Fold.of(story));
    for (int i = 0; i < 500; i++) {
      Instant end = day(20).plusSeconds(i);
      story
          .order(MedicationAction.CHANGE, "o1", coding(RX, "1191"), OrderType.INPATIENT, null, end)
          .given("o1");
    }

    assertThat(largestRow(Fold.of(story))).isLessThan(30 * before);
  }

  private static int largestRow(Fold fold) {
    int[] largest = {0};
    fold.rows()
        .scan(
            Keys.allOf("p1"),
            (key, value) -> {
              largest[0] = Math.max(largest[0], value.length);
              return true;
            });
    return largest[0];
  }

  private static List<String> orders(Fold fold, String visit) {
    return fold.visit(visit).getMedications().stream()
        .map(MedicationFact::getPlacerOrderId)
        .toList();
  }

  private static MedicationFact medication(Fold fold, String visit) {
    assertThat(fold.visit(visit).getMedications()).hasSize(1);
    return fold.visit(visit).getMedications().get(0);
  }
}
