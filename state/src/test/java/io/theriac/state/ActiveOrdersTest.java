package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.OrderType;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActiveOrdersTest {

  private final PatientStory story =
      aPatient("p1")
          .admitted("v1", day(1))
          .prescribedForHome("home", "RXNORM", "11289")
          .prescribed("ward-1", "RXNORM", "1191")
          .discharged(day(2))
          .admitted("v2", day(3))
          .prescribed("ward-2", "RXNORM", "5640");

  @Test
  void shouldListTheOrdersOfTheVisitAndThoseThatGoOn() {
    assertThat(at(day(4))).containsExactly("home", "ward-2");
  }

  @Test
  void shouldNotListWhatHasNotBegun() {
    assertThat(at(day(3).minusSeconds(1))).containsExactly("home");
  }

  @Test
  void shouldNotListWhatHasStopped() {
    story.at(day(4)).stopped("home");

    assertThat(at(day(4))).containsExactly("ward-2");
    assertThat(at(day(4).minusSeconds(1))).containsExactly("home", "ward-2");
  }

  @Test
  void shouldNotListWhatIsOnHold() {
    story.at(day(4)).held("home").at(day(6)).held("ward-2").resumed("ward-2");

    assertThat(at(day(5))).containsExactly("ward-2");
    assertThat(at(day(7))).containsExactly("ward-2");
  }

  @Test
  void shouldListOnRequestWhatIsStillToCome() {
    story.ordered("later", coding("RXNORM", "161"), OrderType.INPATIENT, day(8), day(9));
    FactRows rows = Fold.of(story).rows();

    assertThat(at(day(4))).doesNotContain("later");
    assertThat(ActiveOrders.atOrAfter(rows, "p1", "v2", day(4)))
        .filteredOn(order -> order.placerOrderId().equals("later"))
        .containsExactly(
            new ActiveOrder(
                coding("RXNORM", "161"),
                "later",
                Optional.of(day(8)),
                Optional.of(day(9)),
                OrderType.INPATIENT));
  }

  private List<String> at(Instant time) {
    return ActiveOrders.at(Fold.of(story).rows(), "p1", "v2", time).stream()
        .map(ActiveOrder::placerOrderId)
        .toList();
  }
}
