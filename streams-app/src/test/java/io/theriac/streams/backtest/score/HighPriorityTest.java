package io.theriac.streams.backtest.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class HighPriorityTest {

  static {
    TrustedContracts.ensure();
  }

  private static final Instant DAY = Instant.parse("2024-03-01T00:00:00Z");
  private static final String AMPHETAMINE = "N06BA01";
  private static final String TRANYLCYPROMINE = "N06AF04";

  private final HighPriority list = new HighPriority(DdiKnowledge.bundled(), Terminology.empty());

  private static MedicationFact order(String atc, boolean continued, int from, int to) {
    return MedicationFact.newBuilder()
        .setMedication(new Coding("ATC", atc, null))
        .setPlacerOrderId(atc)
        .setOrderType(OrderType.OUTPATIENT)
        .setContinued(continued)
        .setStartedAt(DAY.plus(from, ChronoUnit.DAYS))
        .setStoppedAt(DAY.plus(to, ChronoUnit.DAYS))
        .build();
  }

  private static ClosedVisit visit(MedicationFact... orders) {
    return ClosedVisit.newBuilder()
        .setPatientKey("p")
        .setVisitId("v")
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.UNKNOWN)
        .setAdmittedAt(DAY)
        .setDischargedAt(DAY.plus(9, ChronoUnit.DAYS))
        .setMedications(List.of(orders))
        .build();
  }

  @Test
  void shouldFindPairsOfTheListThatAreActiveTogether() {
    assertThat(list.rows()).isPositive();
    assertThat(
            list.among(visit(order(AMPHETAMINE, false, 0, 5), order(TRANYLCYPROMINE, true, -9, 9))))
        .containsExactly("N06AF04+N06BA01");
  }

  @Test
  void shouldLeaveOutPairsThatNeverMeetOrWereOrderedBefore() {
    assertThat(
            list.among(visit(order(AMPHETAMINE, false, 0, 2), order(TRANYLCYPROMINE, false, 3, 9))))
        .isEmpty();
    assertThat(
            list.among(visit(order(AMPHETAMINE, true, -9, 5), order(TRANYLCYPROMINE, true, -9, 9))))
        .isEmpty();
    assertThat(list.among(visit(order(AMPHETAMINE, false, 0, 5), order("C10AA01", false, 0, 5))))
        .isEmpty();
  }
}
