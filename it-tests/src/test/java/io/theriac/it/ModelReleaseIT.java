package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.SmallModel;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models come and go under a running application. */
class ModelReleaseIT {

  private static final String LOAD_FAILURES = "theriac_model_load_failures_total";

  @TempDir Path directory;

  @Test
  void shouldServeTheLastGoodModelWhateverIsReleased() {
    try (RunningApp app = new RunningApp("release", directory)) {
      List<OutboundEvent> events = SamplePatients.oneIn(4, app.topics());
      Collection<ClosedVisit> visits = SamplePatients.closedVisits(events).values();
      Path models = directory.resolve("models");
      SmallModel first = SmallModel.train(visits, models);
      SmallModel second =
          SmallModel.train(List.copyOf(visits).subList(0, visits.size() / 2), models);
      int half = events.size() / 2;

      app.flow().publish(events.subList(0, half).iterator(), half);
      app.flow().awaitProcessed();
      assertThat(app.outputs().recommendations()).as("no model yet").isEmpty();
      assertThat(app.outputs().alerts()).as("alerts need no model").isNotEmpty();

      app.flow().awaitModel(first.release(SharedStack.clients(), app.topics()));
      app.flow().awaitRecommendations(app.outputs());
      assertThat(app.outputs().recommendations())
          .isNotEmpty()
          .extracting(Recommendation::getModelVersion)
          .containsOnly(first.version());

      second.release(SharedStack.clients(), app.topics(), "0".repeat(64));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> app.process().metric(LOAD_FAILURES).orElse(0) == 1);
      assertThat(app.process().serves(first.version())).isTrue();
      assertThat(app.process().readiness()).contains(second.version());

      app.flow().awaitModel(second.release(SharedStack.clients(), app.topics()));
      app.flow().publish(events.subList(half, events.size()).iterator(), events.size() - half);
      app.flow().awaitProcessed();
      app.flow().awaitRecommendations(app.outputs());
      assertThat(app.outputs().recommendations())
          .extracting(Recommendation::getModelVersion)
          .containsOnly(first.version(), second.version());
    }
  }
}
