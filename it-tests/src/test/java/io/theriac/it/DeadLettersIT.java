package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.deadletter.DeadLetterBox;
import io.theriac.local.deadletter.LetterFilter;
import io.theriac.local.deadletter.ReplayReport;
import io.theriac.local.deadletter.ReplaySession;
import io.theriac.local.demo.PassingTime;
import io.theriac.local.stack.ChildJvm;
import io.theriac.local.stack.ChildProcess;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.deadletter.RecordPosition;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters on a real broker: put back after a fix, each once, also when a replay is killed. */
class DeadLettersIT {

  @TempDir Path directory;

  @Test
  void shouldPutALetterBackAfterTheFixAndNameItsOriginWhenItFailsAgain() throws Exception {
    try (RunningApp app = new RunningApp("letters", directory)) {
      publish(app, aPatient("ann").at(day(1)).inNoVisit().measured("r1", "2160-0", 1.2, "mg/dL"));
      RawRecords.send(garbage(app.topics(), 1));
      app.flow().awaitProcessed();
      RecordPosition garbage = newest(app, DeadLetterReason.UNREADABLE_FRAME);
      RecordPosition early = newest(app, DeadLetterReason.NO_OPEN_VISIT);

      publish(app, aPatient("ann").admitted("v1", day(0)).discharged(day(2)));
      bringTimeBeyond(app, day(2));
      assertThat(visit(app).getLabs()).as("before the replay").isEmpty();

      assertThat(replay(app, LetterFilter.all()).replayed()).isEqualTo(2);
      app.flow().awaitProcessed();
      bringTimeBeyond(app, day(30));
      assertThat(visit(app).getLabs()).as("after the replay").hasSize(1);
      assertThat(originOf(app, newest(app, DeadLetterReason.UNREADABLE_FRAME))).isEqualTo(garbage);

      assertThat(replay(app, LetterFilter.all()))
          .returns(1L, ReplayReport::replayed)
          .returns(2L, ReplayReport::before);
      app.flow().awaitProcessed();
      assertThat(app.outputs().deadLetters()).hasSize(4);
      assertThat(originOf(app, newest(app, DeadLetterReason.UNREADABLE_FRAME))).isEqualTo(garbage);
      assertThat(replay(app, LetterFilter.at(early)).replayed()).isZero();
    }
  }

  @Test
  void shouldPutBackWhatAMergedKeyCouldNotTake() throws Exception {
    try (RunningApp app = new RunningApp("moved", directory)) {
      publish(app, aPatient("ann").at(day(0)).merges("old"));
      app.flow().awaitProcessed();
      publish(
          app,
          aPatient("old").from("LAB").at(day(1)).inNoVisit().measured("r", "2160-0", 1.2, "mg/dL"));
      app.flow().awaitProcessed();
      RecordPosition early = newest(app, DeadLetterReason.NO_OPEN_VISIT);
      assertThat(early.topic()).isEqualTo(app.topics().patientMoves().name());
      assertThat(app.process().metric("theriac_dead_letters_total")).hasValue(1);

      publish(app, aPatient("ann").from("ADT").admitted("v1", day(0)).discharged(day(2)));
      assertThat(replay(app, LetterFilter.at(early)).replayed()).isEqualTo(1);
      app.flow().awaitProcessed();
      bringTimeBeyond(app, day(30));

      assertThat(visit(app).getLabs()).as("of the retired key, after the replay").hasSize(1);
      assertThat(app.outputs().deadLetters()).hasSize(1);
    }
  }

  @Test
  void shouldPutEachLetterBackOnceAlsoWhenTheReplayIsKilled() throws Exception {
    int letters = 4_000;
    try (RunningApp app = new RunningApp("killed", directory)) {
      RawRecords.send(garbage(app.topics(), letters));
      app.flow().awaitProcessed();
      app.kill();

      ChildProcess command = replayCommand(app.topics());
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !RawRecords.committed(app.topics().deadLetterReplays()).isEmpty());
      command.kill();
      ReplayReport second = replay(app, LetterFilter.all());

      assertThat(second.before()).isPositive();
      assertThat(second.replayed() + second.before()).isEqualTo(letters);
      List<RecordPosition> origins =
          RawRecords.committed(app.topics().admissions()).stream()
              .flatMap(record -> ReplayOrigin.of(record.headers()).stream())
              .toList();
      assertThat(origins).hasSize(letters).doesNotHaveDuplicates();
    }
  }

  private static ReplayReport replay(RunningApp app, LetterFilter chosen) {
    try (ReplaySession session =
        ReplaySession.connect(SharedStack.clients(), app.topics(), Clock.systemUTC())) {
      return session.run(chosen);
    }
  }

  private ChildProcess replayCommand(Topics topics) {
    String prefix = topics.admissions().name().replace(Topics.standard().admissions().name(), "");
    return ChildJvm.of("io.theriac.local.cli.TheriacCli")
        .name("replay")
        .heap("256m")
        .property("theriac.home", directory)
        .args("dead-letters", "replay", "--all", "--topic-prefix", prefix)
        .args("--bootstrap-servers", SharedStack.get().bootstrapServers())
        .args("--registry-url", SharedStack.get().registryUrl())
        .log(directory.resolve("replay.out"))
        .start();
  }

  private static void publish(RunningApp app, PatientStory story) {
    List<OutboundEvent> events = RawRecords.events(story, app.topics());
    app.flow().publish(events.iterator(), events.size());
  }

  private static void bringTimeBeyond(RunningApp app, Instant time) {
    List<OutboundEvent> events = PassingTime.untilAllIsFinal(app.topics(), time);
    app.flow().publish(events.iterator(), events.size());
    app.flow().awaitProcessed();
  }

  private static List<ProducerRecord<byte[], byte[]>> garbage(Topics topics, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> ("garbage " + i).getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new ProducerRecord<>(topics.admissions().name(), bytes, bytes))
        .toList();
  }

  /** The position of the last letter of a reason. */
  private static RecordPosition newest(RunningApp app, DeadLetterReason reason) {
    return app.outputs().deadLetters().stream()
        .filter(letter -> letter.getReasonClass() == reason)
        .max((a, b) -> Long.compare(a.getOffset(), b.getOffset()))
        .map(RecordPosition::of)
        .orElseThrow();
  }

  private static RecordPosition originOf(RunningApp app, RecordPosition position) {
    DeadLetter[] found = {null};
    new DeadLetterBox(SharedStack.clients(), app.topics())
        .forEach(
            letter -> found[0] = RecordPosition.of(letter).equals(position) ? letter : found[0]);
    return ReplayOrigin.of(found[0]).orElseThrow();
  }

  private static ClosedVisit visit(RunningApp app) {
    return app.outputs().visits().get("ann|v1");
  }
}
