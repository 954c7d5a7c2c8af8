package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.chaos.AlertLives;
import io.theriac.local.demo.OutputTally;
import io.theriac.local.demo.SmallModel;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole application, killed twice while it works: nothing lost, nothing doubled. */
class CrashRecoveryIT {

  @TempDir Path directory;

  @Test
  void shouldGiveEveryVisitOneRecommendationAndEveryAlertOneIdAlsoWhenKilled() throws Exception {
    try (RunningApp app = new RunningApp("crash", directory)) {
      List<OutboundEvent> events =
          SamplePatients.untilAllIsFinal(SamplePatients.oneIn(4, app.topics()), app.topics());
      Map<String, ClosedVisit> expected = SamplePatients.closedVisits(events);
      SmallModel model = SmallModel.train(expected.values(), directory.resolve("models"));
      int third = events.size() / 3;

      app.flow().publish(events.subList(0, third).iterator(), third);
      app.kill();
      app.start();
      app.flow().awaitModel(model.release(SharedStack.clients(), app.topics()));
      app.flow().publish(events.subList(third, 2 * third).iterator(), third);
      app.kill();
      app.flow()
          .publish(events.subList(2 * third, events.size()).iterator(), events.size() - 2 * third);
      app.flow().publishBroken(app.topics());
      app.start();
      app.flow().awaitProcessed();
      app.flow().awaitRecommendations(app.outputs());

      OutputTally outputs = app.outputs();
      assertThat(SamplePatients.asText(outputs.visits()))
          .isEqualTo(SamplePatients.asText(expected));
      shouldHaveOneCurrentRecommendationEach(outputs, expected, model);
      shouldAlertOnEveryPairOfOrders(outputs, events);
      assertThat(AlertLives.faults(outputs.alerts())).isEmpty();
      assertThat(outputs.deadLetters().stream().map(d -> d.getReasonClass().toString()))
          .containsExactlyInAnyOrder("UNREADABLE_FRAME", "UNKNOWN_SCHEMA", "UNREADABLE_BODY");
      shouldNotSpeakOfPatients(expected);
    }
  }

  private static void shouldHaveOneCurrentRecommendationEach(
      OutputTally outputs, Map<String, ClosedVisit> expected, SmallModel model) {
    assertThat(outputs.currentRecommendations().keySet())
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    assertThat(outputs.recommendations().stream().map(Recommendation::getRecommendationId))
        .doesNotHaveDuplicates();
    assertThat(outputs.recommendations())
        .allSatisfy(
            each -> {
              assertThat(each.getModelVersion()).isEqualTo(model.version());
              assertThat(each.getFingerprints().getModel()).hasSize(64);
              assertThat(each.getMedications()).isNotEmpty();
              assertThat(each.getStatus()).isNotEqualTo(RecommendationStatus.RETRACTED);
              assertThat(each.getInputs()).isNotEmpty();
            });
  }

  private static void shouldAlertOnEveryPairOfOrders(
      OutputTally outputs, List<OutboundEvent> events) {
    Set<String> expected = ExpectedAlerts.ids(events);
    assertThat(expected).isNotEmpty();
    assertThat(
            outputs.alerts().stream()
                .filter(alert -> alert.getKind() == AlertKind.ACTIVE_ACTIVE)
                .map(DdiAlert::getAlertId)
                .collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  /** Logs of application and stack, read for every patient and visit there was. */
  private void shouldNotSpeakOfPatients(Map<String, ClosedVisit> expected) throws IOException {
    String logs = logs();
    assertThat(logs).isNotEmpty();
    for (ClosedVisit visit : expected.values()) {
      assertThat(logs.contains(visit.getPatientKey())).as("a patient key in a log").isFalse();
      assertThat(logs.contains(visit.getVisitId())).as("a visit id in a log").isFalse();
    }
  }

  private String logs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("app"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().contains(".log")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }
}
