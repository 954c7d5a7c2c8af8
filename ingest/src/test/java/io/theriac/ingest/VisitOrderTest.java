package io.theriac.ingest;

import static io.theriac.ingest.SyntheaExport.aSyntheaExport;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.PatientUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The laws that consumers of an import rely on, for any export. */
class VisitOrderTest {

  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

  /**
   * A fact of visit {@code number % 3}, this many hours after the visit began (or before), stopped
   * as many hours later.
   */
  record Fact(int number, int hours) {}

  @Property(tries = 60)
  void shouldPutEveryFactStrictlyBetweenItsAdmissionAndItsDischarge(
      @ForAll @Size(max = 30) List<@IntRange(min = -400, max = 400) Integer> hours) {
    Map<String, Instant> admitted = new HashMap<>();
    Set<String> discharged = new HashSet<>();
    Instant last = Instant.MIN;
    Instant introduced = Instant.MAX;

    for (OutboundEvent event : imported(hours, null, 1000).events()) {
      assertThat(event.occurredAt()).isAfterOrEqualTo(last);
      last = event.occurredAt();
      if (event.value() instanceof PatientUpdate) {
        introduced = event.occurredAt();
        assertThat(admitted).isEmpty();
        continue;
      }
      assertThat(event.occurredAt()).isAfter(introduced);
      int position = event.value().getSchema().getField("visitId").pos();
      String visit = (String) event.value().get(position);
      if (event.value() instanceof Admission admission) {
        if (admission.getAction() == AdmissionAction.DISCHARGE) {
          assertThat(admitted).containsKey(visit);
          assertThat(discharged.add(visit)).isTrue();
        } else {
          assertThat(admitted.put(visit, event.occurredAt())).isNull();
        }
      } else if (visit != null) {
        assertThat(event.occurredAt()).isAfter(admitted.get(visit));
        assertThat(discharged).doesNotContain(visit);
      }
    }
    assertThat(discharged).hasSize(3);
  }

  @Property(tries = 30)
  void shouldMakeTheSameEventsWhateverTheOrderOfRowsAndTheMemory(
      @ForAll @Size(max = 30) List<@IntRange(min = -400, max = 400) Integer> hours,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int eventsInMemory) {
    Imported first = imported(hours, null, 1000);
    Imported again = imported(hours, seed, eventsInMemory);

    assertThat(again.lines()).isEqualTo(first.lines());
    assertThat(again.events()).extracting(OutboundEvent::eventId).doesNotHaveDuplicates();
    assertThat(again.report().eventsByTopic()).isEqualTo(first.report().eventsByTopic());
    assertThat(first.report().events()).isEqualTo(first.events().size());
  }

  private static Imported imported(List<Integer> hours, Long seed, int eventsInMemory) {
    SyntheaExport export = aSyntheaExport().patient("ann", "1950-01-01", "F");
    for (int visit = 0; visit < 3; visit++) {
      Instant start = BEGIN.plus(Duration.ofDays(visit * 10L));
      String type = visit == 1 ? "inpatient" : "ambulatory";
      export.encounter(
          "visit-" + visit,
          "ann",
          type,
          start.toString(),
          start.plus(Duration.ofDays(visit)).toString());
    }
    for (int i = 0; i < hours.size(); i++) {
      fact(export, new Fact(i, hours.get(i)));
    }
    if (seed != null) {
      export.tables.shuffle(seed);
    }
    return inTemporaryDirectory(
        directory ->
            export.imported(
                directory,
                ImportOptions.defaults()
                    .withEventsInMemory(eventsInMemory)
                    .withTemporaryDirectory(directory)));
  }

  private static void fact(SyntheaExport export, Fact fact) {
    String visit = "visit-" + fact.number % 3;
    Instant start = BEGIN.plus(Duration.ofDays(fact.number % 3 * 10L));
    Instant time = start.plus(Duration.ofHours(fact.hours));
    String at = time.toString();
    String code = String.valueOf(fact.number % 5);
    switch (fact.number % 4) {
      case 0 -> export.condition(visit, "ann", code, at.substring(0, 10));
      case 1 -> export.procedure(visit, "ann", code, at);
      case 2 -> export.lab(visit, "ann", code, "1.5", at);
      default ->
          export.medication(
              visit, "ann", code, at, time.plus(Duration.ofHours(Math.abs(fact.hours))).toString());
    }
  }

  private interface Use {
    Imported with(Path directory);
  }

  private static Imported inTemporaryDirectory(Use use) {
    try {
      Path directory = Files.createTempDirectory("visit-order-");
      Imported imported = use.with(directory);
      try (Stream<Path> left = Files.walk(directory)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          assertThat(path.getFileName().toString()).doesNotStartWith("theriac-import-");
          Files.delete(path);
        }
      }
      return imported;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
