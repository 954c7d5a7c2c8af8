package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static io.theriac.state.fixture.PatientStory.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryFoldTest {

  private static final String ICD = "ICD-10-CM";

  private final PatientStory story = aPatient("p1").admitted("v1", day(1));

  @Test
  void shouldListEachCodeOnceAndSorted() {
    story.diagnosed(ICD, "I10").diagnosed(ICD, "E11.9").from("LAB").diagnosed(ICD, "I10");

    assertThat(diagnoses()).containsExactly("E11.9", "I10");
  }

  @Test
  void shouldDeleteAnEntry() {
    story.diagnosed(ICD, "I10").undiagnosed(ICD, "I10");

    assertThat(diagnoses()).isEmpty();
  }

  @Test
  void shouldNotBringBackADeletedEntryByAnOlderAdd() {
    story.at(day(2)).undiagnosed(ICD, "I10").at(day(1)).diagnosed(ICD, "I10");

    assertThat(diagnoses()).isEmpty();
  }

  @Test
  void shouldReplaceAnEntryThatHasAnId() {
    story
        .diagnoses(EntryAction.ADD, entry("1", ICD, "I10"))
        .diagnoses(EntryAction.UPDATE, entry("1", ICD, "I11.9"));

    assertThat(diagnoses()).containsExactly("I11.9");
  }

  @Test
  void shouldLetTheLaterOffsetWinAtEqualTimes() {
    story.at(day(2)).diagnosed(ICD, "I10").at(day(2)).undiagnosed(ICD, "I10");

    assertThat(diagnoses()).isEmpty();
  }

  @Test
  void shouldReplaceTheSetOfOneSourceOnly() {
    story
        .from("CODING")
        .diagnosed(ICD, "I10")
        .diagnosed(ICD, "E11.9")
        .from("WARD")
        .diagnosed(ICD, "J45.909")
        .from("CODING")
        .diagnoses(EntryAction.SNAPSHOT, entry(ICD, "E11.9"), entry(ICD, "N18.3"));

    assertThat(diagnoses()).containsExactly("E11.9", "J45.909", "N18.3");
  }

  @Test
  void shouldEmptyTheSetByAnEmptySnapshot() {
    story.diagnosed(ICD, "I10").diagnoses(EntryAction.SNAPSHOT);

    assertThat(diagnoses()).isEmpty();
  }

  @Test
  void shouldNotBringBackBySomethingOlderThanTheSnapshot() {
    story
        .at(day(2))
        .diagnoses(EntryAction.SNAPSHOT, entry(ICD, "E11.9"))
        .at(day(1))
        .diagnosed(ICD, "I10");

    assertThat(diagnoses()).containsExactly("E11.9");
  }

  @Test
  void shouldTakeWhatIsAddedAfterTheSnapshot() {
    story
        .at(day(2))
        .diagnosed(ICD, "I10")
        .at(day(1))
        .diagnoses(EntryAction.SNAPSHOT, entry(ICD, "E11.9"));

    assertThat(diagnoses()).containsExactly("E11.9", "I10");
  }

  @Test
  void shouldKeepProceduresApartFromDiagnoses() {
    story.operated("SNOMED-CT", "1").procedures(EntryAction.SNAPSHOT, entry("SNOMED-CT", "2"));
    story.diagnosed("SNOMED-CT", "1").discharged(day(9));

    Fold fold = Fold.of(story);

    assertThat(codes(fold.visit("v1").getProcedures())).containsExactly("2");
    assertThat(codes(fold.visit("v1").getDiagnoses())).containsExactly("1");
  }

  @Test
  void shouldCountTheSameFactAgainAsRepeated() {
    assertThat(Fold.of(story.diagnosed(ICD, "I10").diagnosed(ICD, "I10")).last())
        .isEqualTo(new Outcome.Repeated());
  }

  @Test
  void shouldCountARedeliveryAsDuplicate() {
    List<Arrival> arrivals = Arrival.of(story.diagnosed(ICD, "I10").events());
    Fold fold = Fold.ofArrivals(arrivals);

    assertThat(fold.apply(arrivals.get(1).again(9))).isEqualTo(new Outcome.Duplicate());
  }

  @Test
  void shouldHoldAgainstTheMiddleStatementWhatWasSaidAgainLater() {
    story.at(day(1)).diagnosed(ICD, "I10").at(day(3)).diagnosed(ICD, "I10");
    story.at(day(2)).undiagnosed(ICD, "I10");

    assertThat(diagnoses()).containsExactly("I10");
  }

  @Test
  void shouldRejectEntriesThatCannotBe() {
    assertInvalid(story.diagnoses(EntryAction.ADD), "entries");
    assertInvalid(aPatient("p1").admitted("v1").diagnosed(ICD, " "), "entries.coding.code");
    assertInvalid(aPatient("p1").admitted("v1").diagnosed("", "I10"), "entries.coding.system");
    var tooMany = Collections.nCopies(10_001, entry(ICD, "I10"));
    assertInvalid(
        aPatient("p1")
            .admitted("v1")
            .diagnoses(
                EntryAction.SNAPSHOT, tooMany.toArray(io.theriac.schemas.avro.CodedEntry[]::new)),
        "entries");
  }

  @Test
  void shouldSetAsideAnUnknownAction() {
    assertThat(Fold.of(story.diagnoses(EntryAction.UNKNOWN, entry(ICD, "I10"))).last())
        .extracting("reason")
        .isEqualTo(DeadLetterReason.UNSUPPORTED);
  }

  private List<String> diagnoses() {
    return codes(Fold.of(story.discharged(day(9))).visit("v1").getDiagnoses());
  }

  private static List<String> codes(List<Coding> codings) {
    return codings.stream().map(Coding::getCode).toList();
  }

  private static void assertInvalid(PatientStory story, String field) {
    assertThat(Fold.of(story).last())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(DeadLetterReason.INVALID_FIELD);
              assertThat(rejected.sentence()).startsWith(field).doesNotContain("I10", "p1");
            });
  }
}
