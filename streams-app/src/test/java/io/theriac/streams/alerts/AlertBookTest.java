package io.theriac.streams.alerts;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.CountingRows;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertBookTest {

  private static final String CLARITHROMYCIN = "J01FA09";
  private static final List<String> INTERACT_WITH_IT =
      List.of("A03FA02", "A04AA01", "B01AA03", "B01AC24", "C01AA05", "C01BA01", "C01BA02");
  private static final String METFORMIN = "A10BA02";

  private final CountingRows rows = new CountingRows(new InMemoryFactRows());
  private final Fold fold = new Fold(rows);
  private int told;

  private final AlertBook alerts =
      new AlertBook(
          new InteractionScreen(
              Terminology.empty(), DdiKnowledge.bundled(), DdiSeverity.MODERATE, false),
          rows,
          alert -> told++);

  private void hears(Arrival arrival) {
    fold.apply(arrival);
    if (arrival.event() instanceof MedicationOrder order) {
      alerts.take(DrugsChanged.of(order, Optional.ofNullable(order.getVisitId())));
    }
  }

  @Test
  void shouldReadTheOrdersOnceHoweverManyAlertsStand() {
    PatientStory story = aPatient("ann").admitted("v1", day(1));
    for (int i = 0; i < 100; i++) {
      story.prescribed("m" + i, "ATC", METFORMIN);
    }
    int few = costOfTheNextOrder(story);
    assertThat(told).isZero();

    story.prescribed("c", "ATC", CLARITHROMYCIN);
    for (String drug : INTERACT_WITH_IT) {
      story.prescribed(drug, "ATC", drug);
    }
    int many = costOfTheNextOrder(story);
    assertThat(told).isGreaterThan(INTERACT_WITH_IT.size());
    int moreOrders = 2 + INTERACT_WITH_IT.size();
    assertThat(many - few).isLessThanOrEqualTo(told + 4 * moreOrders);
  }

  private int heard;

  private int costOfTheNextOrder(PatientStory story) {
    story.prescribed("next" + heard, "ATC", METFORMIN);
    List<Arrival> arrivals = Arrival.of(story.events());
    arrivals.subList(heard, arrivals.size() - 1).forEach(this::hears);
    rows.reset();
    hears(arrivals.get(arrivals.size() - 1));
    heard = arrivals.size();
    return rows.read();
  }
}
