package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.PatientStory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A visit larger than can be published is held back, and never final without being told. */
class OversizedVisitTest {

  private static final int WIDE = 1_500;

  private final FactRows rows = new InMemoryFactRows();
  private final VisitFold wide = fold(WIDE);
  private final VisitFold narrow = fold(300);
  private final PatientStory story = story();
  private int heard;

  @Test
  void shouldSayThatALateFactIsTooMuch() {
    hear(wide, story);

    Outcome.Applied outcome =
        hear(wide, story.later(Duration.ofHours(1)).diagnosed("X", "x".repeat(1_000)));

    assertThat(outcome.consequences())
        .singleElement()
        .isInstanceOfSatisfying(
            Consequence.Oversized.class,
            oversized -> {
              assertThat(oversized.byEvent()).isTrue();
              assertThat(oversized.bytes()).isGreaterThan(WIDE);
            });
  }

  @Test
  void shouldNotBlameAnEventForANarrowerBound() {
    hear(wide, story);

    Outcome.Applied outcome = hear(narrow, story.later(Duration.ofHours(1)).diagnosed("X", "late"));

    assertThat(outcome.consequences())
        .singleElement()
        .isInstanceOfSatisfying(
            Consequence.Oversized.class, oversized -> assertThat(oversized.byEvent()).isFalse());
  }

  @Test
  void shouldNotBecomeFinalUnderANarrowerBoundUntilItIsRaised() {
    hear(wide, story);

    List<Consequence> atTheEnd = narrow.advance(rows, day(60));
    List<Consequence> afterwards = narrow.advance(rows, day(61));

    assertThat(atTheEnd)
        .singleElement()
        .isInstanceOfSatisfying(
            Consequence.Oversized.class, oversized -> assertThat(oversized.byEvent()).isFalse());
    assertThat(afterwards).isEmpty();
    Outcome.Applied outcome = hear(wide, story.at(day(62)).diagnosed("X", "late"));
    assertThat(outcome.consequences())
        .singleElement()
        .isInstanceOfSatisfying(
            Consequence.Closed.class, closed -> assertThat(closed.revision().isFinal()).isTrue());
  }

  private static PatientStory story() {
    PatientStory story = aPatient("p1").admitted("v1", day(1));
    for (int i = 0; i < 50; i++) {
      story.diagnosed("ICD-10-CM", "code-" + i);
    }
    return story.discharged();
  }

  /** Applies what the story has more than before; answers what came of the last event. */
  private Outcome.Applied hear(VisitFold fold, PatientStory told) {
    List<Arrival> arrivals = Arrival.of(told.events());
    Outcome last = null;
    for (Arrival arrival : arrivals.subList(heard, arrivals.size())) {
      last = fold.apply(rows, arrival.event(), arrival.position());
    }
    heard = arrivals.size();
    return (Outcome.Applied) last;
  }

  private static VisitFold fold(int mostVisitBytes) {
    return new VisitFold(
        new VisitRules(
            Duration.ofDays(30),
            Duration.ofMinutes(15),
            Duration.ofDays(90),
            mostVisitBytes,
            1L << 20));
  }
}
