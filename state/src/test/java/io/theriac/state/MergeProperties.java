package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.Keyring;
import io.theriac.state.rows.VisitHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;

/** One person under several keys comes to the same visits as under one. */
class MergeProperties {

  private static final List<String> KEYS = List.of("a", "b", "c");

  private static final Instant ERASED = day(22);

  /** So soon that visits are given up, and revived, in the course of a story. */
  private static final VisitRules SOON_ABANDONED =
      new VisitRules(Duration.ofDays(30), Duration.ZERO, Duration.ofDays(18));

  @Provide
  Arbitrary<List<SpecificRecord>> stories() {
    return RandomStories.ofTwoVisits();
  }

  @Provide
  Arbitrary<List<SpecificRecord>> cancelledStories() {
    return RandomStories.withCancellations();
  }

  @Provide
  Arbitrary<List<String>> orders() {
    return Arbitraries.shuffle(KEYS);
  }

  @Property(tries = 1000)
  void shouldComeToTheVisitsOfOneKeyWhereverTheFactsWereSent(
      @ForAll("stories") List<SpecificRecord> events, @ForAll Random random) {
    List<Arrival> arrivals = Arrival.of(events);
    Keyring keys = new Keyring(random);
    int mergeAt = random.nextInt(arrivals.size() + 1);
    for (int i = 0; i < arrivals.size(); i++) {
      if (i == mergeAt) {
        merge(keys, "a", "b");
      }
      // Demographics go to the survivor: visits take them as known at closing.
      String key = i < RandomStories.DEMOGRAPHICS || random.nextBoolean() ? "a" : "b";
      hears(keys, key, arrivals.get(i));
      keys.deliversSome();
    }
    if (mergeAt == arrivals.size()) {
      merge(keys, "a", "b");
    }
    keys.delivers();

    assertThat(content(keys.closed().values()))
        .isEqualTo(
            content(
                Fold.ofArrivals(arrivals).closed().values().stream()
                    .map(ClosedRevision::visit)
                    .toList()));
    assertThat(keys.closed().keySet()).allMatch(key -> key.startsWith("a|"));
  }

  @Property(tries = 1000)
  void shouldComeToThePhasesOfOneKeyWhereverTheFactsWereSent(
      @ForAll("cancelledStories") List<SpecificRecord> events, @ForAll Random random) {
    Keyring one = new Keyring(random, SOON_ABANDONED);
    Keyring spread = new Keyring(random, SOON_ABANDONED);
    List<Arrival> arrivals = Arrival.of(events);
    int mergeAt = random.nextInt(arrivals.size() + 1);
    for (int i = 0; i < arrivals.size(); i++) {
      if (i == mergeAt) {
        merge(spread, "a", "b");
      }
      hears(one, "a", arrivals.get(i));
      hears(spread, random.nextBoolean() ? "a" : "b", arrivals.get(i));
      spread.deliversSome();
    }
    if (mergeAt == arrivals.size()) {
      merge(spread, "a", "b");
    }
    spread.delivers();
    for (Keyring keys : List.of(one, spread)) {
      Arrival.of(aPatient("nobody").at(day(60)).born(1950).events())
          .forEach(arrival -> keys.hears("a", arrival));
    }

    assertThat(phases(spread.rowsOf("a"))).isEqualTo(phases(one.rowsOf("a")));
  }

  @Property(tries = 1000)
  void shouldForgetWhateverTheOrderOfMergeAndErasure(
      @ForAll("stories") List<SpecificRecord> events, @ForAll Random random) {
    List<Arrival> arrivals =
        Arrival.of(events).stream()
            // Which visits named an order is remembered without a time.
            .filter(arrival -> !(arrival.event() instanceof MedicationOrder))
            .toList();
    Keyring keys = new Keyring(random);
    keys.hears(aPatient("a").from("DPO").at(ERASED).asksToBeErased());
    int mergeAt = random.nextInt(arrivals.size() + 1);
    for (int i = 0; i < arrivals.size(); i++) {
      if (i == mergeAt) {
        keys.hears(aPatient("a").from("MPI").at(day(3)).merges("b"));
      }
      hears(keys, random.nextBoolean() ? "a" : "b", arrivals.get(i));
      keys.deliversSome();
    }
    if (mergeAt == arrivals.size()) {
      keys.hears(aPatient("a").from("MPI").at(day(3)).merges("b"));
    }
    keys.delivers();

    Keyring since = new Keyring(random);
    arrivals.stream()
        .filter(arrival -> EventCodec.header(arrival.event()).getOccurredAt().isAfter(ERASED))
        .forEach(arrival -> hears(since, "a", arrival));
    assertThat(content(keys.closed().values())).isEqualTo(content(since.closed().values()));
    assertThat(phases(keys.rowsOf("a"))).isEqualTo(phases(since.rowsOf("a")));
    assertThat(phases(keys.rowsOf("b"))).isEmpty();
  }

  @Property(tries = 1000)
  void shouldNotDependOnTheOrderInWhichKeysAreMerged(
      @ForAll("stories") List<SpecificRecord> events, @ForAll Random random) {
    long seed = random.nextLong();

    Map<String, String> oneWay = spreadAndMerged(events, seed, List.of("a<b", "a<c"));
    Map<String, String> otherWay = spreadAndMerged(events, seed, List.of("b<c", "a<b"));
    Map<String, String> together = spreadAndMerged(events, seed, List.of("a<b", "b<c"));

    assertThat(otherWay).isEqualTo(oneWay);
    assertThat(together).isEqualTo(oneWay);
  }

  @Property(tries = 1000)
  void shouldSettleOnOneKeyHoweverMergesCross(
      @ForAll("stories") List<SpecificRecord> events,
      @ForAll("orders") List<String> order,
      @ForAll Random random) {
    Keyring keys = new Keyring(random);
    List<Arrival> arrivals = Arrival.of(events);
    for (int i = 0; i < arrivals.size(); i++) {
      hears(keys, KEYS.get(i % KEYS.size()), arrivals.get(i));
    }
    for (int i = 0; i < order.size(); i++) {
      merge(keys, order.get(i), order.get((i + 1) % order.size()));
      keys.deliversSome();
    }
    keys.delivers();

    assertThat(keys.closed().keySet().stream().map(key -> key.substring(0, 1)).distinct())
        .hasSize(1);
    assertThat(keys.closed()).hasSize(2);
  }

  /** Events dealt out to three keys, and merges of the form survivor, "<", retired. */
  private static Map<String, String> spreadAndMerged(
      List<SpecificRecord> events, long seed, List<String> merges) {
    Keyring keys = new Keyring(new Random(seed));
    Random deal = new Random(seed);
    List<Arrival> arrivals = Arrival.of(events);
    for (int i = 0; i < arrivals.size(); i++) {
      String key = i < RandomStories.DEMOGRAPHICS ? "a" : KEYS.get(deal.nextInt(KEYS.size()));
      hears(keys, key, arrivals.get(i));
    }
    for (String merge : merges) {
      merge(keys, merge.substring(0, 1), merge.substring(2));
      keys.deliversSome();
    }
    keys.delivers();
    return content(keys.closed().values());
  }

  private static void hears(Keyring keys, String key, Arrival arrival) {
    keys.hears(key, new Arrival(EventCodec.under(key, arrival.event()), arrival.position()));
  }

  private static void merge(Keyring keys, String survivor, String retired) {
    Arrival.of(aPatient(survivor).from("MPI-" + retired).at(day(60)).merges(retired).events())
        .forEach(arrival -> keys.hears(survivor, arrival.again(5_000)));
  }

  /** The phase of every visit known under any key of the rows. */
  private static Map<String, VisitPhase> phases(FactRows rows) {
    Map<String, VisitPhase> phases = new TreeMap<>();
    for (String key : KEYS) {
      for (String visit : List.of("v1", "v2")) {
        VisitHeader header = new Rows(rows).find(Keys.header(key, visit));
        if (header != null) {
          phases.put(key + " " + visit, VisitPhase.of(header));
        }
      }
    }
    return phases;
  }

  /** Visits as text, without the key they stand under. */
  private static Map<String, String> content(Collection<ClosedVisit> visits) {
    Map<String, String> content = new TreeMap<>();
    for (ClosedVisit visit : new ArrayList<>(visits)) {
      content.put(
          visit.getVisitId(), ClosedVisit.newBuilder(visit).setPatientKey("").build().toString());
    }
    return content;
  }
}
