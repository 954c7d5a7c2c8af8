package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.chaos.AlertLives;
import io.theriac.local.demo.OutputTally;
import io.theriac.local.demo.PassingTime;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.state.fixture.PatientStory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges and erasures between partitions, through a crash, on the real broker. */
class PatientMovesIT {

  private static final int PATIENTS = 24;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Behind a key in the rows: of the patient as a whole, when it was erased or whose alias it is.
   */
  private static final Pattern WHO_IS_WHO = Pattern.compile("\0\1\0\1[\n\7]");

  @TempDir Path directory;

  @Test
  void shouldMoveHistoriesBetweenPartitionsAndEraseThemEverywhere() {
    try (RunningApp app = new RunningApp("moves", directory)) {
      publish(app, each(i -> history("retired-" + i, "v1")));
      publish(app, each(i -> history("survivor-" + i, "v2")));
      publish(app, each(i -> aPatient("survivor-" + i).at(day(40)).merges("retired-" + i)));
      app.kill();
      publish(app, each(i -> lateCode("retired-" + i)));
      app.start();
      bringTimeBeyond(app, day(66));
      await().atMost(LIMIT).untilAsserted(() -> shouldHaveMoved(app.outputs()));
      shouldHaveTakenBackAlertsOfRetiredKeys(app.outputs());

      publish(
          app,
          List.of(
              aPatient("survivor-0").from("DPO").at(day(90)).asksToBeErased(),
              aPatient("retired-1").from("DPO").at(day(90)).asksToBeErased()));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(patients(app.outputs()))
                      .doesNotContain("survivor-0", "survivor-1")
                      .hasSize(PATIENTS - 2));
      await().atMost(LIMIT).untilAsserted(() -> shouldBeForgotten(app));
    }
  }

  private static void shouldHaveMoved(OutputTally outputs) {
    Map<String, ClosedVisit> visits = outputs.visits();
    assertThat(patients(outputs)).hasSize(PATIENTS).allMatch(p -> p.startsWith("survivor-"));
    assertThat(visits).hasSize(2 * PATIENTS);
    for (int i = 0; i < PATIENTS; i++) {
      assertThat(visits.get("survivor-" + i + "|v1").getDiagnoses())
          .as("with the code that came late under the retired key")
          .hasSize(2);
      assertThat(visits.get("survivor-" + i + "|v2").getDiagnoses()).hasSize(1);
    }
  }

  /** What was raised under a retired key and not resolved stands under the survivor alone. */
  private static void shouldHaveTakenBackAlertsOfRetiredKeys(OutputTally outputs) {
    assertThat(AlertLives.faults(outputs.alerts())).isEmpty();
    Map<String, AlertState> last = new HashMap<>();
    outputs.alerts().forEach(alert -> last.put(alert.getAlertId(), alert.getState()));
    assertThat(outputs.alerts())
        .filteredOn(alert -> alert.getPatientKey().startsWith("retired-"))
        .isNotEmpty()
        .extracting(DdiAlert::getAlertId)
        .allMatch(id -> last.get(id) != AlertState.RAISED);
  }

  /**
   * The changelog's newest records: of erased keys is left when, and that they are of one person.
   */
  private static void shouldBeForgotten(RunningApp app) {
    Map<String, List<String>> kept = new TreeMap<>();
    for (String row : rowsInChangelog("moves-visit-facts-changelog")) {
      for (String patient : List.of("survivor-0", "retired-0", "survivor-1", "retired-1")) {
        if (row.contains(patient + "\0")) {
          kept.computeIfAbsent(patient, any -> new ArrayList<>()).add(row);
        }
      }
    }
    assertThat(kept).hasSize(4);
    assertThat(kept.values())
        .allSatisfy(rows -> assertThat(rows).hasSize(2).allMatch(WHO_IS_WHO.asPredicate()));
    for (String row : rowsInChangelog("moves-pending-visits-changelog")) {
      assertThat(row).doesNotContain("survivor-0|", "survivor-1|");
    }
    assertThat(rowsInChangelog(app.topics().patientMoves().name())).as("messages left").isEmpty();
  }

  /** Keys whose newest record has a value. */
  private static Set<String> rowsInChangelog(String topic) {
    Map<String, Object> properties = new HashMap<>(SharedStack.clients());
    properties.put("isolation.level", "read_committed");
    Map<String, Boolean> present = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(200))) {
          present.put(new String(row.key(), StandardCharsets.ISO_8859_1), row.value() != null);
        }
      }
    }
    return present.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<String> patients(OutputTally outputs) {
    return outputs.visits().values().stream()
        .map(ClosedVisit::getPatientKey)
        .collect(Collectors.toSet());
  }

  private static PatientStory history(String patient, String visit) {
    return aPatient(patient)
        .from("EHR-" + visit)
        .admitted(visit, day(1))
        .diagnosed("ICD-10-CM", "I10")
        .prescribedForHome("a-" + visit, "ATC", "N06BA01")
        .prescribedForHome("b-" + visit, "ATC", "N06AF04")
        .discharged(day(3));
  }

  private static PatientStory lateCode(String patient) {
    return aPatient(patient).from("CODING").at(day(41)).inVisit("v1").diagnosed("ICD-10-CM", "E11");
  }

  private static List<PatientStory> each(IntFunction<PatientStory> story) {
    return IntStream.range(0, PATIENTS).mapToObj(story).toList();
  }

  private static void bringTimeBeyond(RunningApp app, Instant time) {
    List<OutboundEvent> events = PassingTime.untilAllIsFinal(app.topics(), time);
    app.flow().publish(events.iterator(), events.size());
  }

  private static void publish(RunningApp app, List<PatientStory> stories) {
    List<OutboundEvent> events =
        stories.stream().flatMap(story -> RawRecords.events(story, app.topics()).stream()).toList();
    app.flow().publish(events.iterator(), events.size());
  }
}
