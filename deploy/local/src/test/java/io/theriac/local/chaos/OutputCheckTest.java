package io.theriac.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.RecommendationStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The check sees every fault it exists for: right outputs, and then one thing wrong. */
class OutputCheckTest {

  private static final InputPosition UNREADABLE = new InputPosition("clinical.labs", 1, 7L);

  private final ClosedVisit visit = ExampleOutputs.visit("v1");
  private final DdiAlert raised =
      ExampleOutputs.alert(ExampleOutputs.requiredOf(visit), AlertState.RAISED);

  @Test
  void shouldAcceptWhatIsExpected() {
    assertThat(faults(outputs -> {})).isEmpty();
  }

  @Test
  void shouldAcceptARevisionAndAnAlertThatEnds() {
    assertThat(
            faults(
                outputs -> {
                  outputs.recommendation(ExampleOutputs.recommendation(visit, 2, "r2"));
                  outputs.alert(ExampleOutputs.alert(raised, AlertState.RESOLVED));
                  outputs.alert(raised);
                }))
        .isEmpty();
  }

  @Test
  void shouldSeeALostVisitRecommendationAlertAndDeadLetter() {
    assertThat(check().faults(new Outputs()))
        .extracting(Fault::kind)
        .containsOnly(Fault.Kind.LOST)
        .hasSize(4);
  }

  @Test
  void shouldSeeOtherContentAndATakenBackVisitAsLost() {
    ClosedVisit other = ClosedVisit.newBuilder(visit).setBirthYear(1900).build();

    assertThat(kinds(outputs -> outputs.visit("p|v1", other))).containsExactly(Fault.Kind.LOST);
    assertThat(kinds(outputs -> outputs.visit("p|v1", null))).containsExactly(Fault.Kind.LOST);
  }

  @Test
  void shouldSeeARecommendationForAnEarlierDischargeAsLost() {
    ClosedVisit later =
        ClosedVisit.newBuilder(visit)
            .setDischargedAt(visit.getDischargedAt().plusSeconds(60))
            .build();

    assertThat(
            kinds(outputs -> outputs.recommendation(ExampleOutputs.recommendation(later, 2, "r2"))))
        .containsExactly(Fault.Kind.LOST);
  }

  @Test
  void shouldSeeARetractionThatNothingAskedForAsLost() {
    assertThat(
            kinds(
                outputs ->
                    outputs.recommendation(
                        ExampleOutputs.recommendation(
                            visit, 2, "r2", RecommendationStatus.RETRACTED))))
        .containsExactly(Fault.Kind.LOST);
  }

  @Test
  void shouldSeeEachRecordThatIsThereTwice() {
    assertThat(kinds(outputs -> outputs.visit("p|v1", visit))).containsExactly(Fault.Kind.DOUBLED);
    assertThat(
            kinds(outputs -> outputs.recommendation(ExampleOutputs.recommendation(visit, 1, "r1"))))
        .containsExactly(Fault.Kind.DOUBLED);
    assertThat(kinds(outputs -> outputs.alert(raised))).containsExactly(Fault.Kind.DOUBLED);
    assertThat(kinds(outputs -> outputs.deadLetter(ExampleOutputs.deadLetter(UNREADABLE))))
        .containsExactly(Fault.Kind.DOUBLED);
  }

  @Test
  void shouldSeeWhatNobodyExpects() {
    ClosedVisit stranger = ExampleOutputs.visit("v2");
    InputPosition good = new InputPosition("clinical.labs", 1, 8L);

    assertThat(kinds(outputs -> outputs.visit("p|v2", stranger)))
        .containsExactly(Fault.Kind.DOUBLED);
    assertThat(
            kinds(
                outputs ->
                    outputs.recommendation(ExampleOutputs.recommendation(stranger, 1, "r9"))))
        .containsExactly(Fault.Kind.DOUBLED);
    assertThat(kinds(outputs -> outputs.deadLetter(ExampleOutputs.deadLetter(good))))
        .containsExactly(Fault.Kind.DOUBLED);
  }

  @Test
  void shouldSeeRevisionsThatDoNotRise() {
    assertThat(
            kinds(
                outputs -> {
                  outputs.recommendation(ExampleOutputs.recommendation(visit, 3, "r3"));
                  outputs.recommendation(ExampleOutputs.recommendation(visit, 2, "r2"));
                }))
        .containsExactly(Fault.Kind.OUT_OF_ORDER);
  }

  @Test
  void shouldSeeAnAlertThatIsRaisedWhileItStands() {
    DdiAlert again =
        DdiAlert.newBuilder(raised).setOccurredAt(raised.getOccurredAt().plusSeconds(1)).build();

    assertThat(kinds(outputs -> outputs.alert(again))).containsExactly(Fault.Kind.DOUBLED);
  }

  @Test
  void shouldSeeThatTheRaisingOfAnAlertIsMissing() {
    DdiAlert other = DdiAlert.newBuilder(raised).setAlertId("other").build();

    for (AlertState state :
        List.of(AlertState.ESCALATED, AlertState.RESOLVED, AlertState.RETRACTED)) {
      assertThat(kinds(outputs -> outputs.alert(ExampleOutputs.alert(other, state))))
          .containsExactly(Fault.Kind.LOST);
    }
  }

  private List<Fault.Kind> kinds(Consumer<Outputs> wrong) {
    return faults(wrong).stream().map(Fault::kind).toList();
  }

  /** The faults of right outputs to which something is added. */
  private List<Fault> faults(Consumer<Outputs> added) {
    Outputs outputs = outputs();
    added.accept(outputs);
    return check().faults(outputs);
  }

  private Outputs outputs() {
    Outputs outputs = new Outputs();
    outputs.visit("p|v1", visit);
    outputs.recommendation(ExampleOutputs.recommendation(visit, 1, "r1"));
    outputs.alert(raised);
    outputs.deadLetter(ExampleOutputs.deadLetter(UNREADABLE));
    return outputs;
  }

  @Test
  void shouldSeeAnAlertThatOutlivesItsOrders() {
    Outputs outputs = outputs();

    assertThat(check(alert -> false).faults(outputs))
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.LOST);
    outputs.alert(ExampleOutputs.alert(raised, AlertState.RESOLVED));
    assertThat(check(alert -> false).faults(outputs)).isEmpty();
  }

  @Test
  void shouldSeeARecommendationThatIsNotTheFinalOne() {
    assertThat(
            kinds(
                outputs ->
                    outputs.recommendation(
                        ExampleOutputs.recommendation(
                            visit, 2, "r2", RecommendationStatus.PRELIMINARY))))
        .containsExactly(Fault.Kind.LOST);
  }

  private OutputCheck check() {
    return check(alert -> true);
  }

  private OutputCheck check(Predicate<DdiAlert> mayStand) {
    return new OutputCheck(Map.of("p|v1", visit), List.of(UNREADABLE), mayStand);
  }
}
