package io.theriac.state;

import static io.theriac.schemas.avro.AdmissionAction.ADMIT;
import static io.theriac.schemas.avro.AdmissionAction.DISCHARGE;
import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.PatientStory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;

class VisitFoldProperties {

  @Provide
  Arbitrary<List<SpecificRecord>> stories() {
    return RandomStories.ofTwoVisits();
  }

  @Provide
  Arbitrary<List<SpecificRecord>> cancelledStories() {
    return RandomStories.withCancellations();
  }

  @Property(tries = 1500)
  void shouldCloseTheSameVisitsInWhateverOrderTheFactsArrive(
      @ForAll("stories") List<SpecificRecord> events, @ForAll Random random) {
    List<Arrival> arrivals = Arrival.of(events);
    List<Arrival> shuffled = new ArrayList<>(arrivals);
    // Visits take demographics as known at closing, so those stay in front.
    Collections.shuffle(shuffled.subList(RandomStories.DEMOGRAPHICS, shuffled.size()), random);

    assertThat(visits(Fold.ofArrivals(shuffled))).isEqualTo(visits(Fold.ofArrivals(arrivals)));
  }

  @Property(tries = 1500)
  void shouldNotChangeByRedeliveries(
      @ForAll("stories") List<SpecificRecord> events, @ForAll Random random) {
    Fold once = Fold.ofEvents(events);
    List<Arrival> arrivals = Arrival.of(events);
    List<Arrival> twice = new ArrayList<>(arrivals);
    for (int i = 0; i < arrivals.size(); i++) {
      int first = twice.indexOf(arrivals.get(i));
      int later = first + 1 + random.nextInt(twice.size() - first);
      twice.add(later, arrivals.get(i).again(1000 + i));
    }
    Fold redelivered = new Fold(new InMemoryFactRows());
    for (Arrival arrival : twice) {
      Outcome outcome = redelivered.apply(arrival);
      if (arrival.position().offset() >= 1000) {
        assertThat(outcome)
            .isInstanceOfAny(
                Outcome.Duplicate.class, Outcome.Repeated.class, Outcome.Superseded.class);
      }
    }

    assertThat(visits(redelivered)).isEqualTo(visits(once));
    assertThat(dump(redelivered.rows())).isEqualTo(dump(once.rows()));
  }

  @Property(tries = 1000)
  void shouldComeToTheSameInWhateverOrderCancellationsArrive(
      @ForAll("cancelledStories") List<SpecificRecord> events, @ForAll Random random) {
    List<Arrival> arrivals = Arrival.of(events);
    List<Arrival> shuffled = new ArrayList<>(arrivals);
    Collections.shuffle(shuffled.subList(RandomStories.DEMOGRAPHICS, shuffled.size()), random);

    assertThat(visits(Fold.ofArrivals(shuffled))).isEqualTo(visits(Fold.ofArrivals(arrivals)));
  }

  @Property(tries = 1000)
  void shouldBeAsIfNothingHadBeenCancelledWhenTheCancellationIsTakenBack(
      @ForAll("stories") List<SpecificRecord> events) {
    PatientStory cancelled =
        aPatient("p1").from("ADT2").inVisit("v1").at(day(46)).dischargeCancelled();
    cancelled.inVisit("v2").admissionCancelled();
    PatientStory takenBack = aPatient("p1").from("ADT3").at(day(47)).inVisit("v1");
    takenBack.admission(DISCHARGE, PatientClass.UNKNOWN, null, day(20));
    takenBack.inVisit("v2").admission(ADMIT, PatientClass.UNKNOWN, day(30), null);
    List<SpecificRecord> all = new ArrayList<>(events);
    all.addAll(cancelled.events());
    Fold afterCancellation = Fold.ofEvents(all);
    all.addAll(takenBack.events());

    assertThat(afterCancellation.closed()).isEmpty();
    assertThat(visits(Fold.ofEvents(all))).isEqualTo(visits(Fold.ofEvents(events)));
  }

  @Property(tries = 1000)
  void shouldGiveTheSameRowsInAReplay(@ForAll("stories") List<SpecificRecord> events) {
    assertThat(dump(Fold.ofEvents(events).rows())).isEqualTo(dump(Fold.ofEvents(events).rows()));
  }

  @Property(tries = 1000)
  void shouldRejectNothingAndCloseBothVisits(@ForAll("stories") List<SpecificRecord> events) {
    Fold fold = Fold.ofEvents(events);

    assertThat(fold.outcomes()).noneMatch(Outcome.Rejected.class::isInstance);
    assertThat(fold.closed()).containsOnlyKeys("v1", "v2");
  }

  private static Map<String, String> visits(Fold fold) {
    Map<String, String> visits = new TreeMap<>();
    fold.closed().forEach((id, revision) -> visits.put(id, revision.visit().toString()));
    for (ClosedVisit stored : new Rows(fold.rows()).all(Kind.HISTORY, Keys.history("p1"))) {
      assertThat(stored.toString()).isEqualTo(visits.get(stored.getVisitId()));
    }
    return visits;
  }

  /** Every row as text, in key order. */
  private static List<String> dump(FactRows rows) {
    List<String> dump = new ArrayList<>();
    rows.scan(
        Keys.allOf("p1"),
        (key, value) -> {
          dump.add(
              new String(key, StandardCharsets.ISO_8859_1)
                  + new String(value, StandardCharsets.ISO_8859_1));
          return true;
        });
    return dump;
  }
}
