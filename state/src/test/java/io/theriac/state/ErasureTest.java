package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.PatientClass;
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
      assertThat(keysNaming(key, key)).allMatch(ErasureTest::saysOnlyWhoIsWho);
      keys.hears(visit(key, "late", 1)).delivers();
    }
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldErasePatientsByARetiredKey() {
    keys.hears(visit("a", "v1", 1)).hears(aPatient("b").at(day(3)).merges("a")).delivers();

    keys.hears(aPatient("a").from("DPO").at(day(9)).asksToBeErased()).delivers();

    assertThat(keys.closed()).isEmpty();
    assertThat(keysNaming("b", "b")).allMatch(ErasureTest::saysOnlyWhoIsWho);
  }

  @Test
  void shouldReachWhatCameLaterUnderARetiredKey() {
    keys.hears(visit("b", "v1", 1)).hears(aPatient("a").at(day(3)).merges("b")).delivers();
    keys.hears(aPatient("a").from("DPO").at(day(9)).asksToBeErased()).delivers();

    keys.hears(visit("b", "v2", 20)).delivers();
    assertThat(keys.closed()).containsOnlyKeys("a|v2");
    keys.hears(aPatient("a").from("DPO").at(day(40)).asksToBeErased()).delivers();

    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldReachEveryKeyOfAChainAgain() {
    keys.hears(aPatient("b").at(day(3)).merges("c")).delivers();
    keys.hears(aPatient("a").at(day(4)).merges("b")).delivers();
    keys.hears(aPatient("b").from("DPO").at(day(9)).asksToBeErased()).delivers();

    keys.hears(visit("c", "v2", 20)).delivers();
    assertThat(keys.closed()).containsOnlyKeys("a|v2");
    keys.hears(aPatient("c").from("DPO").at(day(40)).asksToBeErased()).delivers();
    for (String key : List.of("a", "b", "c")) {
      keys.hears(visit(key, "late-" + key, 30)).delivers();
    }

    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldReachAKeyWhoseMergeComesAfterTheErasure() {
    PatientStory merge = aPatient("a").from("MPI").at(day(3)).merges("b");
    keys.hears(visit("a", "v0", 1)).hears(visit("b", "v1", 1)).hears(visit("b", "v2", 20));
    keys.hears(aPatient("b").from("REG").at(day(1)).born(1950));
    keys.hears(aPatient("a").from("DPO").at(day(9)).asksToBeErased()).delivers();

    keys.hears(merge).delivers();

    assertThat(keys.closed()).containsOnlyKeys("a|v2");
    assertThat(keys.closed().get("a|v2").getBirthYear()).isNull();
    assertThat(keysNaming("a", "v1")).isEmpty();
    assertThat(keysNaming("b", "b")).allMatch(ErasureTest::saysOnlyWhoIsWho);
    assertThat(keys.hears("a", Arrival.of(merge.events()).get(0)))
        .isEqualTo(new Outcome.Duplicate());
    keys.hears(visit("b", "late", 2)).hears(visit("b", "v3", 30)).delivers();
    assertThat(keys.closed()).containsOnlyKeys("a|v2", "a|v3");
    keys.hears(aPatient("b").from("DPO").at(day(40)).asksToBeErased()).delivers();
    assertThat(keys.closed()).isEmpty();
  }

  @Test
  void shouldReachTheSurvivorsOfAKeyWhoseMergeComesAfterItsErasure() {
    keys.hears(visit("a", "v1", 1)).hears(visit("z", "v2", 1)).hears(visit("z", "v3", 20));
    keys.hears(aPatient("z").at(day(2)).merges("a")).delivers();
    keys.hears(visit("b", "v4", 1)).hears(aPatient("b").from("DPO").at(day(9)).asksToBeErased());

    keys.hears(aPatient("a").at(day(3)).merges("b")).delivers();

    assertThat(keys.closed()).containsOnlyKeys("z|v3");
    assertThat(keysNaming("z", "v2")).isEmpty();
    keys.hears(visit("a", "late", 1)).hears(visit("z", "later", 1)).delivers();
    assertThat(keys.closed()).containsOnlyKeys("z|v3");
  }

  @Test
  void shouldKeepOfAVisitAndAnOrderWhatWasSaidAfterTheErasure() {
    keys.hears(aPatient("a").from("DPO").at(day(9)).asksToBeErased());
    keys.hears(
        aPatient("b")
            .admitted("v1", day(8))
            .diagnosed("ICD-10-CM", "I10")
            .prescribed("o1", "RXNORM", "1191")
            .prescribed("o2", "RXNORM", "4337")
            .given("o2")
            .at(day(10))
            .admission(AdmissionAction.UPDATE, PatientClass.EMERGENCY, day(8), null)
            .diagnosed("ICD-10-CM", "E11.9")
            .given("o2")
            .discharged(day(11)));

    keys.hears(aPatient("a").at(day(3)).merges("b")).delivers();

    ClosedVisit visit = keys.closed().get("a|v1");
    assertThat(visit.getPatientClass()).isEqualTo(PatientClass.EMERGENCY);
    assertThat(visit.getDiagnoses()).extracting(Coding::getCode).containsExactly("E11.9");
    assertThat(visit.getMedications()).hasSize(1);
    assertThat(visit.getMedications().get(0).getPlacerOrderId()).isEqualTo("o2");
  }

  @Test
  void shouldNotPassOnWhatWasErasedBeforeTheMerge() {
    keys.hears(visit("b", "v1", 1)).hears(aPatient("b").from("DPO").at(day(9)).asksToBeErased());
    keys.hears(aPatient("a").at(day(20)).merges("b")).delivers();

    keys.hears(visit("b", "v1", 1)).delivers();

    assertThat(keys.closed()).isEmpty();
  }

  /** Whether the row tells which keys are of one person, and when it was erased. */
  private static boolean saysOnlyWhoIsWho(String key) {
    int kind = key.charAt(key.indexOf("\u0000\u0001\u0000\u0001") + 4);
    return kind == Kind.IDENTITY.code() || kind == Kind.ALIAS.code();
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
