package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.CountingRows;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HistoriesProperties {

  /** Visits end on the given days, are closed in the order given, and the newest n are asked. */
  @Property(tries = 1000)
  void shouldGiveTheNewestVisitsDischargedBefore(
      @ForAll @Size(max = 12) Set<@IntRange(min = 2, max = 400) Integer> days,
      @ForAll @IntRange(max = 15) int most,
      @ForAll @IntRange(min = 1, max = 420) int before) {
    Fold fold = Fold.of(storyOf(days));

    List<Integer> expected =
        new ArrayList<>(days.stream().filter(day -> day < before).sorted().toList());
    List<Integer> newest = expected.subList(Math.max(0, expected.size() - most), expected.size());

    assertThat(Histories.latest(fold.rows(), "p1", most, day(before)))
        .extracting(ClosedVisit::getVisitId)
        .containsExactlyElementsOf(newest.stream().map(day -> "v" + day).toList());
  }

  @Property(tries = 1000)
  void shouldEndWithTheVisitItself(
      @ForAll @Size(min = 1, max = 12) Set<@IntRange(min = 2, max = 400) Integer> days,
      @ForAll @IntRange(min = 1, max = 15) int most) {
    Fold fold = Fold.of(storyOf(days));

    for (int day : days) {
      ClosedVisit visit = fold.visit("v" + day);
      List<ClosedVisit> history = Histories.upTo(fold.rows(), visit, most);
      assertThat(history).last().isEqualTo(visit);
      assertThat(history).isSortedAccordingTo(Comparator.comparing(ClosedVisit::getDischargedAt));
      long known = days.stream().filter(other -> other <= day).count();
      assertThat((long) history.size()).isEqualTo(Math.min(most, known));
    }
  }

  private static PatientStory storyOf(Set<Integer> days) {
    PatientStory story = aPatient("p1");
    days.forEach(day -> story.admitted("v" + day, day(day - 1)).discharged(day(day)));
    return story;
  }

  @Property(tries = 50)
  void shouldReadNoMoreRowsThanAsked(@ForAll @IntRange(min = 1, max = 5) int most) {
    PatientStory story = aPatient("p1");
    for (int day = 1; day <= 50; day++) {
      story.admitted("v" + day, day(day)).discharged(day(day).plusSeconds(60));
    }
    CountingRows rows = new CountingRows(new InMemoryFactRows());
    Fold fold = new Fold(rows);
    Arrival.of(story.events()).forEach(fold::apply);
    rows.reset();

    Histories.latest(rows, "p1", most, day(40));

    assertThat(rows.read()).isEqualTo(most);
  }
}
