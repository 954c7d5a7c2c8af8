package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.PassingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole application under hostile input: it goes on, in bounded memory, and accounts for all.
 */
class HostileInputIT {

  private static final long SEED = 20260131;

  /** After all that hostile events tell, but for those of clocks ahead: these are set aside. */
  private static final Instant LAST_GOOD_DAY = day(600);

  @TempDir Path directory;

  @Test
  void shouldAccountForEveryRecordAndServeTheNextPatients() throws Exception {
    try (RunningApp app = new RunningApp("hostile", directory)) {
      HostileRecords hostile = new HostileRecords(app.topics(), SEED);
      List<OutboundEvent> good = new ArrayList<>();
      for (int patient = 0; patient < 40; patient++) {
        good.addAll(
            RawRecords.events(
                aPatient("good-" + patient).admitted("v" + patient).discharged(), app.topics()));
      }

      good.addAll(PassingTime.untilAllIsFinal(app.topics(), LAST_GOOD_DAY));

      RawRecords.send(hostile.clinical());
      RawRecords.send(hostile.moves());
      app.flow().publish(good.iterator(), good.size());
      app.flow().awaitProcessed();

      double in = count(app, "theriac_records_in_total");
      double dead = count(app, "theriac_dead_letters_total", "of=\"event\"");
      assertThat(in).as("clinical records in").isEqualTo(hostile.clinical().size() + good.size());
      assertThat(
              count(app, "theriac_records_applied_total")
                  + count(app, "theriac_records_superseded_total")
                  + count(app, "theriac_duplicates_total")
                  + dead)
          .as("applied, superseded, duplicates and dead letters")
          .isEqualTo(in);
      double moves = count(app, "theriac_patient_moves_in_total");
      double deadMoves = count(app, "theriac_dead_letters_total", "of=\"move\"");
      assertThat(count(app, "theriac_patient_moves_sent_total") + hostile.moves().size())
          .as("messages between patient keys, ours and others")
          .isEqualTo(moves);
      assertThat(count(app, "theriac_patient_moves_taken_total") + deadMoves)
          .as("messages taken and set aside")
          .isEqualTo(moves);
      assertThat(deadMoves).isGreaterThan(hostile.moves().size());
      assertThat(app.outputs().deadLetters()).hasSize((int) (dead + deadMoves));
      assertThat(app.outputs().visits().keySet().stream().filter(key -> key.startsWith("good-")))
          .hasSize(40);
      assertThat(count(app, "theriac_threads_replaced_total")).isZero();
      assertThat(Files.readString(app.process().log())).doesNotContain("hostile-patient");
    }
  }

  private static double count(RunningApp app, String metric, String... labels) {
    return app.process().metric(metric, labels).orElseThrow();
  }
}
