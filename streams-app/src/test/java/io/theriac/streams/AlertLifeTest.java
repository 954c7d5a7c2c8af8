package io.theriac.streams;

import static io.theriac.schemas.avro.AlertState.ESCALATED;
import static io.theriac.schemas.avro.AlertState.RAISED;
import static io.theriac.schemas.avro.AlertState.RESOLVED;
import static io.theriac.schemas.avro.AlertState.RETRACTED;
import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.StandingAlerts;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from raised to resolved or retracted, in the order in which readers see it. */
class AlertLifeTest {

  private static final String TRANYLCYPROMINE = "N06AF04";
  private static final String AMPHETAMINE = "N06BA01";

  @TempDir Path stateDir;
  private Ward ward;

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir);
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldResolveAnAlertWhenAnOrderStops() {
    ward.hears(twoInteractingOrders().stopped("o1"));

    List<DdiAlert> alerts = ward.alerts();
    assertThat(states(alerts)).containsExactly(RAISED, RESOLVED);
    assertThat(alerts).extracting(DdiAlert::getAlertId).containsOnly(alerts.get(0).getAlertId());
    assertThat(alerts.get(1).getOccurredAt()).isAfter(alerts.get(0).getOccurredAt());
  }

  @Test
  void shouldResolveWhenAnOrderIsHeldAndRaiseAgainWhenItGoesOn() {
    ward.hears(twoInteractingOrders().held("o1").resumed("o1"));

    assertThat(states(ward.alerts())).containsExactly(RAISED, RESOLVED, RAISED);
  }

  @Test
  void shouldRaiseAgainWhenANewOrderComes() {
    ward.hears(twoInteractingOrders().stopped("o1").prescribed("o3", "ATC", AMPHETAMINE));

    List<DdiAlert> alerts = ward.alerts();
    assertThat(states(alerts)).containsExactly(RAISED, RESOLVED, RAISED);
    assertThat(alerts.get(2).getDrugB().getPlacerOrderId()).isEqualTo("o3");
  }

  @Test
  void shouldRaiseAgainWithTheOrderThatGoesOnWhenTheOneItNamesStops() {
    ward.hears(twoInteractingOrders().prescribed("o3", "ATC", AMPHETAMINE).stopped("o1"));

    List<DdiAlert> alerts = ward.alerts();
    assertThat(states(alerts)).containsExactly(RAISED, RESOLVED, RAISED);
    assertThat(alerts)
        .extracting(alert -> alert.getDrugB().getPlacerOrderId())
        .containsExactly("o1", "o1", "o3");
  }

  @Test
  void shouldSayNothingWhenAnOrderStopsThatNoAlertNames() {
    ward.hears(twoInteractingOrders().prescribed("o3", "ATC", AMPHETAMINE).stopped("o3"));

    assertThat(states(ward.alerts())).containsExactly(RAISED);
  }

  @Test
  void shouldAlertOnAHomeOrderInEveryOpenVisitWhicheverOrderComesFirst() {
    ward.hears(
        aPatient("ann")
            .admitted("v2", day(1))
            .prescribed("w", "ATC", TRANYLCYPROMINE)
            .admitted("v1", day(2))
            .prescribedForHome("o", "ATC", AMPHETAMINE));
    ward.hears(
        aPatient("bob")
            .admitted("v1", day(2))
            .prescribedForHome("o", "ATC", AMPHETAMINE)
            .admitted("v2", day(3))
            .prescribed("w", "ATC", TRANYLCYPROMINE));

    assertThat(ward.alerts())
        .extracting(DdiAlert::getPatientKey, DdiAlert::getVisitId, DdiAlert::getState)
        .containsExactly(tuple("ann", "v2", RAISED), tuple("bob", "v2", RAISED));
  }

  @Test
  void shouldNotRepeatAnAlertBetweenHomeOrdersInAnotherOpenVisit() {
    ward.hears(
        aPatient("ann")
            .admitted("v2", day(1))
            .admitted("v1", day(2))
            .prescribedForHome("o", "ATC", AMPHETAMINE)
            .prescribedForHome("h", "ATC", TRANYLCYPROMINE));

    assertThat(ward.alerts()).extracting(DdiAlert::getVisitId).containsExactly("v1");
  }

  @Test
  void shouldResolveWhenAHomeOrderStopsInNoVisitAfterCodingHasEnded() {
    ward.hears(twoHomeOrders().discharged(day(2))).comesToDay(20);
    assertThat(states(ward.alerts())).containsExactly(RAISED);

    ward.hears(aPatient("ann").from("GP").at(day(40)).inNoVisit().stopped("o2"));

    assertThat(states(ward.alerts())).containsExactly(RESOLVED);
  }

  @Test
  void shouldResolveWhenAHomeOrderStopsInNoVisitWhileTwoAreOpen() {
    ward.hears(twoHomeOrders().admitted("v2", day(2)));
    assertThat(states(ward.alerts())).containsExactly(RAISED);

    ward.hears(aPatient("ann").from("GP").at(day(3)).inNoVisit().stopped("o2"));

    assertThat(states(ward.alerts())).containsExactly(RESOLVED);
  }

  @Test
  void shouldRaiseAgainInItsVisitWhenAHomeOrderGoesOnInNoVisit() {
    ward.hears(twoHomeOrders().discharged(day(2)));
    ward.hears(aPatient("ann").from("GP").at(day(30)).inNoVisit().held("o2").resumed("o2"));

    assertThat(ward.alerts())
        .extracting(DdiAlert::getVisitId, DdiAlert::getState)
        .containsExactly(tuple("v1", RAISED), tuple("v1", RESOLVED), tuple("v1", RAISED));
  }

  @Test
  void shouldResolveAtOnceWhatComesLateAndIsOverByNow() {
    ward.hears(
            aPatient("ann")
                .admitted("v1", day(1))
                .prescribed("o1", "ATC", AMPHETAMINE)
                .at(day(6))
                .stopped("o1"))
        .comesToDay(20);

    ward.hears(
        aPatient("ann")
            .from("LATE")
            .at(day(5))
            .inVisit("v1")
            .prescribed("o2", "ATC", TRANYLCYPROMINE));

    assertThat(states(ward.alerts())).containsExactly(RAISED, RESOLVED);
  }

  @Test
  void shouldResolveAtThePlannedEndOfAnOrderThatCameWithAMerge() {
    ward.hears(
        aPatient("old")
            .admitted("v1", day(1))
            .prescribed("o1", "ATC", AMPHETAMINE)
            .ordered("o2", coding("ATC", TRANYLCYPROMINE), OrderType.INPATIENT, null, day(6)));
    ward.hears(aPatient("ann").at(day(3)).merges("old"));
    assertThat(ward.alerts())
        .extracting(DdiAlert::getPatientKey, DdiAlert::getState)
        .containsExactly(tuple("old", RAISED), tuple("old", RETRACTED), tuple("ann", RAISED));

    ward.comesToDay(7);

    assertThat(ward.alerts())
        .extracting(DdiAlert::getPatientKey, DdiAlert::getState)
        .containsExactly(tuple("ann", RESOLVED));
  }

  @Test
  void shouldResolveAlertsOfWardOrdersAtDischarge() {
    ward.hears(twoInteractingOrders().discharged(day(3)));

    assertThat(states(ward.alerts())).containsExactly(RAISED, RESOLVED);
  }

  @Test
  void shouldKeepAlertsOfOrdersThatGoOnAtHomeUntilOneStopsLater() {
    PatientStory story =
        aPatient("ann")
            .admitted("v1", day(1))
            .prescribedForHome("o1", "ATC", AMPHETAMINE)
            .prescribedForHome("o2", "ATC", TRANYLCYPROMINE)
            .discharged(day(2));
    ward.hears(story);
    assertThat(states(ward.alerts())).containsExactly(RAISED);

    ward.hears(aPatient("ann").from("GP").at(day(40)).inNoVisit().stopped("o2"));

    assertThat(ward.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getState()).isEqualTo(RESOLVED);
              assertThat(alert.getVisitId()).isEqualTo("v1");
            });
  }

  @Test
  void shouldResolveWhenThePlannedEndOfAnOrderHasCome() {
    ward.hears(
        aPatient("ann")
            .admitted("v1", day(1))
            .prescribed("o1", "ATC", AMPHETAMINE)
            .ordered("o2", coding("ATC", TRANYLCYPROMINE), OrderType.INPATIENT, null, day(4)));
    assertThat(states(ward.alerts())).containsExactly(RAISED);

    ward.comesToDay(5);

    assertThat(states(ward.alerts())).containsExactly(RESOLVED);
  }

  @Test
  void shouldRaiseAgainWhenTheDischargeIsCancelled() {
    ward.hears(twoInteractingOrders().discharged(day(3)).dischargeCancelled());

    assertThat(states(ward.alerts())).containsExactly(RAISED, RESOLVED, RAISED);
  }

  @Test
  void shouldRetractAllWhenTheAdmissionIsCancelled() {
    ward.hears(twoInteractingOrders().admissionCancelled());

    assertThat(states(ward.alerts())).containsExactly(RAISED, RETRACTED);
  }

  @Test
  void shouldRetractAlertsOfARecommendationThatIsTakenBack() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8));
    PatientStory story =
        aPatient("ann")
            .admitted("v1", day(1))
            .prescribed("o1", "ATC", AMPHETAMINE)
            .discharged(day(2));
    ward.hears(story).waits();
    assertThat(states(ward.alerts())).containsExactly(RAISED);

    ward.hears(aPatient("ann").from("ADT2").at(day(3)).inVisit("v1").dischargeCancelled());

    assertThat(states(ward.alerts())).containsExactly(RETRACTED);
  }

  @Test
  void shouldRetractTheAlertWhenALaterRevisionNoLongerRecommendsTheDrug() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8));
    ward.hears(
            aPatient("ann")
                .admitted("v1", day(1))
                .prescribed("o1", "ATC", AMPHETAMINE)
                .discharged(day(2)))
        .waits();
    ward.serves(FixedRecommender.version("2").scoring(TRANYLCYPROMINE, 0.1));

    ward.comesToDay(20).waits();

    assertThat(states(ward.alerts())).containsExactly(RAISED, RETRACTED);
  }

  @Test
  void shouldNotAlertOnARecommendationWithAnOrderThatStoppedWhileTheVisitWaitedForAModel() {
    ward.hears(
        aPatient("ann")
            .admitted("v1", day(1))
            .prescribedForHome("o1", "ATC", AMPHETAMINE)
            .discharged(day(2)));
    ward.hears(aPatient("ann").from("GP").at(day(5)).inNoVisit().stopped("o1")).waits();
    assertThat(ward.alerts()).isEmpty();

    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8)).waits();

    assertThat(ward.recommendations()).hasSize(1);
    assertThat(ward.alerts()).isEmpty();
  }

  @Test
  void shouldNotAlertAgainInARevisionWithAnOrderThatHasStoppedSince() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8));
    ward.hears(
            aPatient("ann")
                .admitted("v1", day(1))
                .prescribedForHome("o1", "ATC", AMPHETAMINE)
                .discharged(day(2)))
        .waits();
    ward.hears(aPatient("ann").from("GP").at(day(3)).inNoVisit().stopped("o1"));
    assertThat(states(ward.alerts())).containsExactly(RAISED, RESOLVED);

    ward.hears(aPatient("ann").from("CODER").at(day(4)).inVisit("v1").diagnosed("ICD-10-CM", "I10"))
        .waits();

    assertThat(ward.recommendations()).hasSize(2);
    assertThat(ward.alerts()).isEmpty();
  }

  @Test
  void shouldEscalateWhatEarlierKnowledgeGradedLower() {
    PatientStory story = twoInteractingOrders();
    ward.hears(story);
    DdiAlert graded = ward.alerts().get(0);
    StandingAlerts.keep(
        ward.facts(), DdiAlert.newBuilder(graded).setSeverity(DdiSeverity.MODERATE).build());

    ward.hears(aPatient("ann").from("WARD").at(day(2)).inVisit("v1").given("o1").given("o2"));

    assertThat(ward.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getState()).isEqualTo(ESCALATED);
              assertThat(alert.getSeverity()).isEqualTo(DdiSeverity.CONTRAINDICATED);
              assertThat(alert.getAlertId()).isEqualTo(graded.getAlertId());
            });
  }

  private static List<AlertState> states(List<DdiAlert> alerts) {
    return alerts.stream().map(DdiAlert::getState).toList();
  }

  private static PatientStory twoHomeOrders() {
    return aPatient("ann")
        .admitted("v1", day(1))
        .prescribedForHome("o1", "ATC", AMPHETAMINE)
        .prescribedForHome("o2", "ATC", TRANYLCYPROMINE);
  }

  private static PatientStory twoInteractingOrders() {
    return aPatient("ann")
        .admitted("v1", day(1))
        .prescribed("o1", "ATC", AMPHETAMINE)
        .prescribed("o2", "ATC", TRANYLCYPROMINE);
  }
}
