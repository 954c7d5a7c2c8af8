package io.theriac.ingest.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.ImportProgress;
import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.EventHeader;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Sex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EventSorterTest {

  private static final Topics TOPICS = Topics.standard();

  @Property(tries = 60)
  void shouldGiveOneOrderWhateverTheMemoryAndTheOrderOfArrival(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> times,
      @ForAll @IntRange(min = 1, max = 50) int eventsInMemory,
      @ForAll long seed)
      throws IOException {
    List<OutboundEvent> events = new ArrayList<>();
    times.forEach(time -> events.add(event(time, "event-" + events.size() % 90)));
    List<OutboundEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));

    List<OutboundEvent> inMemory = sorted(events, 1000);
    List<OutboundEvent> onDisk = sorted(shuffled, eventsInMemory);

    assertThat(onDisk).isEqualTo(inMemory);
    assertThat(onDisk)
        .isSortedAccordingTo(Comparator.comparing(OutboundEvent::occurredAt))
        .doesNotHaveDuplicates()
        .hasSize(events.stream().collect(Collectors.toSet()).size());
  }

  @Property(tries = 5)
  void shouldMergeMoreRunsThanItOpensAtOnce(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<OutboundEvent> events =
        Stream.generate(() -> event(random.nextInt(10_000), "e" + random.nextInt()))
            .limit(500)
            .toList();

    assertThat(sorted(events, 1)).isEqualTo(sorted(events, 1000));
  }

  private static List<OutboundEvent> sorted(List<OutboundEvent> events, int eventsInMemory)
      throws IOException {
    Path directory = Files.createTempDirectory("sorter-test-");
    List<OutboundEvent> result = new ArrayList<>();
    EventSorter sorter = new EventSorter(TOPICS, eventsInMemory, directory, ImportProgress.NONE);
    events.forEach(event -> sorter.add(event, 0));
    try (SortedEvents sorted = sorter.finish()) {
      for (OutboundEvent next = sorted.next(); next != null; next = sorted.next()) {
        result.add(next);
      }
      assertThat(sorted.count()).isEqualTo(result.size());
      assertThat(sorted.duplicates().getOrDefault(TOPICS.patients().name(), 0L))
          .isEqualTo(events.size() - result.size());
    }
    // Fails when a run was left behind.
    Files.delete(directory);
    return result;
  }

  private static OutboundEvent event(int time, String id) {
    Instant at = Instant.ofEpochMilli(time);
    PatientUpdate value =
        PatientUpdate.newBuilder()
            .setHeader(new EventHeader(id, "TEST", null, at, at))
            .setPatientKey("patient")
            .setAction(PatientAction.DEMOGRAPHICS)
            .setSex(Sex.FEMALE)
            .build();
    return new OutboundEvent(TOPICS.patients(), "patient", value, at);
  }
}
