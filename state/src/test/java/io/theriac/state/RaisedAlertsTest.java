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

class RaisedAlertsTest {

  private final FactRows rows = new InMemoryFactRows();

  @Test
  void shouldRememberTheLastStateOfAnAlert() {
    RaisedAlerts.remember(rows, alert("a1", "v1", AlertState.RAISED));
    RaisedAlerts.remember(rows, alert("a1", "v1", AlertState.RESOLVED));

    assertThat(RaisedAlerts.find(rows, "p1", "v1", "a1"))
        .map(DdiAlert::getState)
        .contains(AlertState.RESOLVED);
  }

  @Test
  void shouldListTheAlertsOfOneVisit() {
    RaisedAlerts.remember(rows, alert("a2", "v1", AlertState.RAISED));
    RaisedAlerts.remember(rows, alert("a1", "v1", AlertState.RAISED));
    RaisedAlerts.remember(rows, alert("a1", "v10", AlertState.RAISED));

    assertThat(RaisedAlerts.of(rows, "p1", "v1"))
        .extracting(DdiAlert::getAlertId)
        .containsExactly("a1", "a2");
  }

  @Test
  void shouldForgetAnAlert() {
    RaisedAlerts.remember(rows, alert("a1", "v1", AlertState.RAISED));
    RaisedAlerts.forget(rows, "p1", "v1", "a1");

    assertThat(RaisedAlerts.find(rows, "p1", "v1", "a1")).isEmpty();
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
