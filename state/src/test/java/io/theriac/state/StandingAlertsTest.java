package io.theriac.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.AlertDrug;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingAlertsTest {

  private final FactRows rows = new InMemoryFactRows();

  @Test
  void shouldRememberTheLastStateOfAnAlert() {
    StandingAlerts.keep(rows, alert("a1", "v1", AlertState.RAISED));
    StandingAlerts.keep(rows, alert("a1", "v1", AlertState.ESCALATED));

    assertThat(StandingAlerts.find(rows, "p1", "v1", "a1"))
        .map(DdiAlert::getState)
        .contains(AlertState.ESCALATED);
  }

  @Test
  void shouldListTheAlertsOfOneVisit() {
    StandingAlerts.keep(rows, alert("a2", "v1", AlertState.RAISED));
    StandingAlerts.keep(rows, alert("a1", "v1", AlertState.RAISED));
    StandingAlerts.keep(rows, alert("a1", "v10", AlertState.RAISED));

    assertThat(StandingAlerts.of(rows, "p1", "v1"))
        .extracting(DdiAlert::getAlertId)
        .containsExactly("a1", "a2");
  }

  @Test
  void shouldForgetAnAlert() {
    StandingAlerts.keep(rows, alert("a1", "v1", AlertState.RAISED));
    StandingAlerts.forget(rows, alert("a1", "v1", AlertState.RAISED));

    assertThat(StandingAlerts.find(rows, "p1", "v1", "a1")).isEmpty();
  }

  private static DdiAlert alert(String id, String visit, AlertState state) {
    AlertDrug aspirin = new AlertDrug(new Coding("ATC", "B01AC06", null), null, "o1");
    AlertDrug warfarin = new AlertDrug(new Coding("ATC", "B01AA03", null), null, "o2");
    return DdiAlert.newBuilder()
        .setAlertId(id)
        .setPatientKey("p1")
        .setVisitId(visit)
        .setKind(AlertKind.ACTIVE_ACTIVE)
        .setState(state)
        .setDrugA(warfarin)
        .setDrugB(aspirin)
        .setSeverity(DdiSeverity.MAJOR)
        .setMechanism("both keep blood from clotting")
        .setEffect("bleeding")
        .setManagement("monitor")
        .setSource("test")
        .setKnowledgeVersion("1")
        .setOccurredAt(Instant.EPOCH)
        .build();
  }
}
