package io.theriac.streams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.OrderType;
import io.theriac.state.ActiveOrder;
import io.theriac.streams.alerts.InteractionScreen.Subject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InteractionScreenTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Subject SUBJECT = new Subject("ann", "v1", NOON);
  private static final String WARFARIN = "B01AA03";
  private static final String CLARITHROMYCIN = "J01FA09";

  @ParameterizedTest
  @EnumSource(
      value = DdiSeverity.class,
      names = {"CONTRAINDICATED", "MAJOR"})
  void shouldLeaveOutInteractionsBelowTheMinimum(DdiSeverity minimum) {
    List<ActiveOrder> orders = List.of(order("a", WARFARIN), order("b", CLARITHROMYCIN));

    assertThat(screen(DdiSeverity.MODERATE).ofOrder(SUBJECT, "b", orders))
        .extracting(DdiAlert::getSeverity)
        .containsExactly(DdiSeverity.MODERATE);
    assertThat(screen(minimum).ofOrder(SUBJECT, "b", orders)).isEmpty();
  }

  @Test
  void shouldGiveOneAlertForSeveralOrdersOfASubstance() {
    List<ActiveOrder> orders =
        List.of(order("c", WARFARIN), order("a", WARFARIN), order("b", CLARITHROMYCIN));

    assertThat(screen(DdiSeverity.MINOR).ofOrder(SUBJECT, "b", orders))
        .singleElement()
        .satisfies(alert -> assertThat(alert.getDrugA().getPlacerOrderId()).isEqualTo("a"));
  }

  @Test
  void shouldNotPairOrdersThatAreNeverCarriedOutTogether() {
    ActiveOrder ends = order("a", WARFARIN, null, NOON);
    ActiveOrder beginsThen = order("b", CLARITHROMYCIN, NOON, null);
    ActiveOrder beginsBefore = order("b", CLARITHROMYCIN, NOON.minusSeconds(1), null);

    assertThat(screen(DdiSeverity.MINOR).ofOrder(SUBJECT, "b", List.of(ends, beginsThen)))
        .isEmpty();
    assertThat(screen(DdiSeverity.MINOR).ofOrder(SUBJECT, "b", List.of(ends, beginsBefore)))
        .hasSize(1);
  }

  @Test
  void shouldFindTheSubstanceOfAMappedCode() {
    Terminology terminology =
        Terminology.read(
            new StringReader("system,code,display,atc,atc_name\nRXNORM,11289,,B01AA03,warfarin\n"),
            "test");
    InteractionScreen screen =
        new InteractionScreen(terminology, DdiKnowledge.bundled(), DdiSeverity.MINOR, true);
    Coding ordered = new Coding("RXNORM", "11289", null);
    List<ActiveOrder> orders = List.of(order("a", ordered, null, null), order("b", CLARITHROMYCIN));

    assertThat(screen.ofOrder(SUBJECT, "a", orders))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getDrugA().getAtc().getDisplay()).isEqualTo("warfarin");
              assertThat(alert.getDrugA().getOrdered()).isEqualTo(ordered);
              assertThat(alert.getReplay()).isTrue();
            });
  }

  @Test
  void shouldNotPairAnOrderThatIsOver() {
    assertThat(screen(DdiSeverity.MINOR).ofOrder(SUBJECT, "gone", List.of(order("a", WARFARIN))))
        .isEmpty();
  }

  @Property(tries = 100)
  void shouldIdentifyAnAlertByAllThatMakesIt(@ForAll String patient, @ForAll String visit) {
    Subject subject = new Subject(patient, visit, NOON);
    String id = InteractionScreen.alertId(subject, AlertKind.ACTIVE_ACTIVE, "A", "B");

    assertThat(InteractionScreen.alertId(subject, AlertKind.ACTIVE_ACTIVE, "A", "B")).isEqualTo(id);
    assertThat(InteractionScreen.alertId(subject, AlertKind.RECOMMENDED_ACTIVE, "A", "B"))
        .isNotEqualTo(id);
    assertThat(
            InteractionScreen.alertId(
                new Subject(patient + "x", visit, NOON), AlertKind.ACTIVE_ACTIVE, "A", "B"))
        .isNotEqualTo(id);
    assertThat(
            InteractionScreen.alertId(
                new Subject(patient, "x" + visit, NOON), AlertKind.ACTIVE_ACTIVE, "A", "B"))
        .isNotEqualTo(id);
  }

  private static InteractionScreen screen(DdiSeverity minimum) {
    return new InteractionScreen(Terminology.empty(), DdiKnowledge.bundled(), minimum, false);
  }

  private static ActiveOrder order(String id, String atc) {
    return order(id, atc, null, null);
  }

  private static ActiveOrder order(String id, String atc, Instant from, Instant to) {
    return order(id, new Coding("ATC", atc, null), from, to);
  }

  private static ActiveOrder order(String id, Coding drug, Instant from, Instant to) {
    return new ActiveOrder(
        drug, id, Optional.ofNullable(from), Optional.ofNullable(to), OrderType.INPATIENT);
  }
}
