package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.CountingRows;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {

  @Test
  void shouldCostTheSameHoweverLongTheVisitAndTheHistoryAre() {
    assertThat(costOfThreeFacts(300, 300)).isEqualTo(costOfThreeFacts(1, 1));
  }

  @Test
  void shouldWriteOneRowForAFactAndTheClock() {
    CountingRows rows = new CountingRows(new InMemoryFactRows());
    Fold fold = new Fold(rows);
    List<Arrival> arrivals =
        Arrival.of(
            aPatient("p1")
                .admitted("v1", day(1))
                .diagnosed("ICD-10-CM", "I10")
                .measured("l1", "2160-0", 1.2, "mg/dL")
                .events());
    fold.apply(arrivals.get(0));
    for (Arrival fact : arrivals.subList(1, 3)) {
      rows.reset();
      fold.apply(fact);
      assertThat(rows.written()).isEqualTo(2);
    }
  }

  private static List<Integer> costOfThreeFacts(int earlierVisits, int earlierFacts) {
    PatientStory story = aPatient("p1");
    for (int i = 0; i < earlierVisits; i++) {
      story
          .admitted("v" + i, day(i))
          .prescribedForHome("home" + i, "RXNORM", "1191")
          .stopped("home" + i)
          .discharged();
    }
    story.admitted("now", day(1000));
    for (int i = 0; i < earlierFacts; i++) {
      story.diagnosed("ICD-10-CM", "E" + i).measured("l" + i, "2160-0", i, "mg/dL");
      story.prescribed("o" + i, "RXNORM", "1191").stopped("o" + i);
    }
    int known = story.events().size();
    story.diagnosed("ICD-10-CM", "I10").measured("x", "2160-0", 1, "mg/dL");
    story.prescribedForHome("new", "RXNORM", "1191");

    CountingRows rows = new CountingRows(new InMemoryFactRows());
    Fold fold = new Fold(rows);
    List<Arrival> arrivals = Arrival.of(story.events());
    arrivals.subList(0, known).forEach(fold::apply);
    rows.reset();
    arrivals.subList(known, arrivals.size()).forEach(fold::apply);
    ActiveOrders.at(rows, "p1", "now", day(1001));
    return List.of(rows.read(), rows.written());
  }
}
