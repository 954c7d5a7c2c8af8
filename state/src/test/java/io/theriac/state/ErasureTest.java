package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Keyring;
import io.theriac.state.fixture.PatientStory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErasureTest {

  private final Keyring keys = new Keyring(new Random(1));

  @Test
  void shouldLeaveNothingButTheTimeOfTheErasure() {
    keys.hears(
        visit("ann", "v1", 1).admitted("v2", day(5)).prescribedForHome("o9", "RXNORM", "1191"));

    keys.hears(aPatient("ann").from("DPO").at(day(9)).asksToBeErased());

    assertThat(keysNaming("ann", "ann")).hasSize(1);
    assertThat(keys.closed()).isEmpty();
    assertThat(keys.consequences()).filteredOn(Consequence.Withdrawn.class::isInstance).hasSize(1);
  }

  @Test
  void shouldNotTakeAgainWhatHappenedBefore() {
    PatientStory story = visit("ann", "v1", 1);
    keys.hears(story).hears(aPatient("ann").from("DPO").at(day(9)).asksToBeErased());

    for (Arrival arrival : Arrival.of(story.events())) {
      assertThat(keys.hears("ann", arrival)).isEqualTo(new Outcome.Superseded());
    }
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldBeginAnewWithWhatHappensAfterwards() {
    keys.hears(visit("ann", "v1", 1))
        .hears(aPatient("ann").from("DPO").at(day(9)).asksToBeErased());

    keys.hears(visit("ann", "v2", 20));

    assertThat(keys.closed()).containsOnlyKeys("ann|v2");
  }

  @Test
  void shouldReachEveryKeyThatWasMergedIntoThePatient() {
    keys.hears(visit("a", "v1", 1)).hears(aPatient("b").at(day(3)).merges("a")).delivers();
    keys.hears(aPatient("c").at(day(4)).merges("b")).delivers();

    keys.hears(aPatient("c").from("DPO").at(day(9)).asksToBeErased()).delivers();

    assertThat(keys.closed()).isEmpty();
    for (String key : List.of("a", "b", "c")) {
      assertThat(keysNaming(key, key)).hasSize(1);
      keys.hears(visit(key, "late", 1)).delivers();
    }
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldErasePatientsByARetiredKey() {
    keys.hears(visit("a", "v1", 1)).hears(aPatient("b").at(day(3)).merges("a")).delivers();

    keys.hears(aPatient("a").from("DPO").at(day(9)).asksToBeErased()).delivers();

    assertThat(keys.closed()).isEmpty();
    assertThat(keysNaming("b", "b")).hasSize(1);
  }

  /** Keys of rows that name the patient. */
  private List<String> keysNaming(String partition, String patient) {
    List<String> found = new ArrayList<>();
    keys.rowsOf(partition)
        .scan(
            KeyRange.between(new byte[0], new byte[] {(byte) 0xFF}),
            (key, value) -> {
              String text = new String(key, StandardCharsets.ISO_8859_1);
              if (text.contains(patient)) {
                found.add(text);
              }
              return true;
            });
    return found;
  }

  private static PatientStory visit(String patient, String visit, int day) {
    return aPatient(patient)
        .from("EHR-" + visit)
        .admitted(visit, day(day))
        .diagnosed("ICD-10-CM", "I10")
        .discharged(day(day + 1));
  }
}
