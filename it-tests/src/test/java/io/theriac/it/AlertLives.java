package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiAlert;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the states of every alert must add up to, read in the order of the topic. */
final class AlertLives {

  private AlertLives() {}

  /** Nothing is raised while it stands, nothing ends that does not stand, nothing is doubled. */
  static void shouldBeWhole(List<DdiAlert> alerts) {
    Set<String> standing = new HashSet<>();
    Map<String, DdiAlert> last = new HashMap<>();
    for (DdiAlert alert : alerts) {
      String id = alert.getAlertId();
      assertThat(alert).as("said twice").isNotEqualTo(last.put(id, alert));
      switch (alert.getState()) {
        case RAISED -> assertThat(standing.add(id)).as("raised while it stands").isTrue();
        case ESCALATED -> assertThat(standing).as("escalated, but not raised").contains(id);
        case RESOLVED, RETRACTED ->
            assertThat(standing.remove(id)).as("ended, but not raised").isTrue();
        case UNKNOWN -> throw new AssertionError("unknown " + AlertState.class.getSimpleName());
      }
    }
  }
}
