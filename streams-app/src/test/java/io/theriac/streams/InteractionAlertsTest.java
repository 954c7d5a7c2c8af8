package io.theriac.streams;

import static io.theriac.schemas.avro.OrderType.OUTPATIENT;
import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionAlertsTest {

  private static final String TRANYLCYPROMINE = "N06AF04";
  private static final String AMPHETAMINE = "N06BA01";
  private static final String METFORMIN = "A10BA02";

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
  void shouldAlertOnTwoActiveOrdersThatInteractWithoutAnyModel() {
    ward.hears(
        aPatient("ann")
            .admitted("v1")
            .prescribed("o1", "ATC", AMPHETAMINE)
            .prescribed("o2", "ATC", TRANYLCYPROMINE));

    DdiAlert alert = ward.alerts().get(0);
    assertThat(alert.getKind()).isEqualTo(AlertKind.ACTIVE_ACTIVE);
    assertThat(alert.getState()).isEqualTo(AlertState.RAISED);
    assertThat(alert.getSeverity()).isEqualTo(DdiSeverity.CONTRAINDICATED);
    assertThat(alert.getDrugA().getAtc().getCode()).isEqualTo(TRANYLCYPROMINE);
    assertThat(alert.getDrugA().getPlacerOrderId()).isEqualTo("o2");
    assertThat(alert.getDrugB().getAtc().getCode()).isEqualTo(AMPHETAMINE);
    assertThat(alert.getDrugB().getPlacerOrderId()).isEqualTo("o1");
    assertThat(alert.getManagement()).isNotBlank();
    assertThat(alert.getKnowledgeVersion()).isEqualTo(DdiKnowledge.bundled().fingerprint());
    assertThat(alert.getReplay()).isFalse();
    assertThat(ward.count("theriac.ddi.alerts", "severity", "contraindicated")).isEqualTo(1);
  }

  @Test
  void shouldAlertOncePerPairAndVisit() {
    ward.hears(
        aPatient("ann")
            .admitted("v1")
            .prescribed("o1", "ATC", AMPHETAMINE)
            .prescribed("o2", "ATC", TRANYLCYPROMINE)
            .prescribed("o3", "ATC", AMPHETAMINE)
            .given("o2"));

    assertThat(ward.alerts()).hasSize(1);
  }

  @Test
  void shouldAlertAgainInAnotherVisit() {
    ward.hears(twoInteractingOrders("v1", 0)).hears(twoInteractingOrders("v2", 50));

    assertThat(ward.alerts()).extracting(DdiAlert::getVisitId).containsExactly("v1", "v2");
  }

  @Test
  void shouldNotAlertOnOrdersThatAreNotCarriedOutTogether() {
    ward.hears(
        aPatient("ann")
            .admitted("v1")
            .prescribed("o1", "ATC", AMPHETAMINE)
            .stopped("o1")
            .prescribed("o2", "ATC", TRANYLCYPROMINE));

    assertThat(ward.alerts()).isEmpty();
  }

  @Test
  void shouldCountCodesTheTerminologyDoesNotKnow() {
    ward.hears(aPatient("ann").admitted("v1").prescribed("o1", "RXNORM", "1"));

    assertThat(ward.count("theriac.unknown.codes", "system", "RXNORM")).isEqualTo(1);
  }

  @Test
  void shouldAlertOnARecommendedMedicationThatInteractsWithAnActiveOrder() {
    ward.serves(
        FixedRecommender.version("1")
            .scoring(TRANYLCYPROMINE, 0.8)
            .scoring(METFORMIN, 0.7)
            .scoring("L01XB01", 0.1));

    ward.hears(
            aPatient("ann")
                .admitted("v1")
                .prescribed("o1", "ATC", AMPHETAMINE)
                .later(Duration.ofDays(1))
                .discharged())
        .waits();

    assertThat(ward.alerts())
        .extracting(
            DdiAlert::getKind,
            alert -> alert.getDrugA().getAtc().getCode(),
            alert -> alert.getDrugA().getPlacerOrderId(),
            alert -> alert.getDrugB().getPlacerOrderId())
        .containsExactly(tuple(AlertKind.RECOMMENDED_ACTIVE, TRANYLCYPROMINE, null, "o1"));
  }

  @Test
  void shouldNotAlertOnARecommendedMedicationThatThePatientAlreadyTakes() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8));

    ward.hears(twoInteractingOrders("v1", 0).later(Duration.ofDays(1)).discharged()).waits();

    assertThat(ward.alerts()).extracting(DdiAlert::getKind).containsOnly(AlertKind.ACTIVE_ACTIVE);
  }

  @Test
  void shouldNotAlertOnARecommendationWhereAnAlertOnOrdersOfThePairStands() {
    ward.serves(FixedRecommender.version("1").scoring(TRANYLCYPROMINE, 0.8));

    ward.hears(
            aPatient("ann")
                .admitted("v1", day(1))
                .prescribedForHome("o1", "ATC", AMPHETAMINE)
                .ordered("o2", coding("ATC", TRANYLCYPROMINE), OUTPATIENT, day(10), null)
                .discharged(day(2)))
        .waits();

    assertThat(ward.recommendations()).hasSize(1);
    assertThat(ward.alerts())
        .extracting(DdiAlert::getKind, DdiAlert::getState)
        .containsExactly(tuple(AlertKind.ACTIVE_ACTIVE, AlertState.RAISED));
  }

  private static PatientStory twoInteractingOrders(String visit, int day) {
    return aPatient("ann")
        .from("EHR-" + visit)
        .at(PatientStory.day(day))
        .admitted(visit)
        .prescribed("a-" + visit, "ATC", AMPHETAMINE)
        .prescribed("t-" + visit, "ATC", TRANYLCYPROMINE);
  }
}
