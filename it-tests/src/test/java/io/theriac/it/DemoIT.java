package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.local.demo.Demo;
import io.theriac.local.demo.DemoOptions;
import io.theriac.local.demo.DemoSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's first command, on the bundled sample. */
class DemoIT {

  private static final double HISTORY = 0.7;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @TempDir Path directory;

  private final StringWriter said = new StringWriter();

  @Test
  void shouldGoTheWholeWaySayWhatCameOutAndKeepRunning() throws Exception {
    Files.writeString(directory.resolve("left-over.txt"), "of a run before");
    FutureTask<DemoSummary> demo = new FutureTask<>(this::runAndKeep);
    Thread thread = new Thread(demo, "demo");
    thread.start();
    await()
        .atMost(LIMIT)
        .until(() -> demo.isDone() || said.toString().contains("Everything is still running"));
    thread.interrupt();
    demo.get();

    assertThat(said.toString())
        .as("the summary is said before the demo waits")
        .containsSubsequence("What went through", "Everything is still running");
    assertThat(directory.resolve("left-over.txt")).doesNotExist();
    JsonNode summary = summary();
    assertThat(summary.at("/events/clinical.admissions").asLong()).isGreaterThan(10_000);
    assertThat(summary.at("/visitsClosed").asLong()).isGreaterThan(7_000);
    assertThat(summary.at("/recommendations").asLong())
        .isEqualTo(summary.at("/visitsClosed").asLong());
    assertThat(summary.at("/alerts/MAJOR").asLong()).isPositive();
    assertThat(summary.at("/alerts/MODERATE").asLong()).isPositive();
    assertThat(summary.at("/deadLettersByReason/UNREADABLE_FRAME").asLong()).isEqualTo(1);
    assertThat(summary.at("/deadLettersByReason/UNKNOWN_SCHEMA").asLong()).isEqualTo(1);
    assertThat(summary.at("/deadLettersByReason/UNREADABLE_BODY").asLong()).isEqualTo(1);
    assertThat(summary.at("/deadLetters").asLong()).isEqualTo(3);
    assertThat(summary.at("/orders/total").asLong()).isPositive();
    assertThat(summary.at("/orders/withoutAtc").asLong()).isZero();
    assertThat(summary.at("/historyThroughput/eventsPerSecond").asDouble()).isPositive();
    assertThat(summary.at("/throughput/eventsPerSecond").asDouble()).isPositive();
    assertThat(summary.at("/latency/closeToRecommendationMs/p50").asDouble()).isPositive();
    assertThat(summary.at("/latency/closeToRecommendationMs/p99").asDouble())
        .isGreaterThanOrEqualTo(summary.at("/latency/closeToRecommendationMs/p50").asDouble());
    assertThat(summary.at("/examples/recommendations")).hasSize(3);
    assertThat(summary.at("/examples/alerts")).hasSize(3);
    assertThat(said.toString()).contains(summary.at("/model/version").asText(), "Jaccard");
    shouldBeatRepeatingTheLastVisit(summary);
  }

  private DemoSummary runAndKeep() throws IOException {
    DemoOptions options = new DemoOptions(Optional.empty(), List.of(), directory, HISTORY, 1, true);
    return new Demo(options, new PrintWriter(said)).run();
  }

  private static void shouldBeatRepeatingTheLastVisit(JsonNode summary) {
    assertThat(summary.at("/model/status").asText()).isEqualTo("ACTIVE");
    for (String metric : List.of("jaccard", "f1", "prauc", "ddiRate")) {
      assertThat(summary.at("/model/metrics/" + metric).asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(summary.at("/model/metrics/jaccard").asDouble())
        .isGreaterThan(summary.at("/baseline/metrics/repeatLastVisit.jaccard").asDouble())
        .isGreaterThan(summary.at("/baseline/metrics/mostFrequent.jaccard").asDouble());
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
  }
}
