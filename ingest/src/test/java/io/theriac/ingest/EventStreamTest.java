package io.theriac.ingest;

import static io.theriac.ingest.SyntheaExport.aSyntheaExport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.ingest.csv.CsvSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {

  @TempDir private Path directory;

  /** Demographics, then admission and discharge on each of three days. */
  @BeforeEach
  void writeTables() {
    SyntheaExport export = aSyntheaExport().patient("ann", "1950-01-01", "F");
    for (int day = 1; day <= 3; day++) {
      export.encounter(
          "visit-" + day,
          "ann",
          "ambulatory",
          "2020-01-0%dT10:00:00Z".formatted(day),
          "2020-01-0%dT11:00:00Z".formatted(day));
    }
    export.tables.write(directory, false);
  }

  @Test
  void shouldGoOnWhereThePartBeforeStopped() {
    try (EventStream stream = open()) {
      assertThat(stream.total()).isEqualTo(7);

      List<OutboundEvent> history = drain(stream.takeFraction(0.45));
      assertThat(history).hasSize(3);
      assertThat(stream.delivered()).isEqualTo(3);
      assertThat(stream.nextTime()).contains(Instant.parse("2020-01-02T10:00:00Z"));

      assertThat(drain(stream.takeUntil(Instant.parse("2020-01-03T00:00:00Z")))).hasSize(2);
      assertThat(drain(stream.take(1))).hasSize(1);
      assertThat(drain(stream)).hasSize(1);
      assertThat(stream.nextTime()).isEmpty();
      assertThat(drain(stream.takeUntil(Instant.MAX))).isEmpty();
    }
  }

  @Test
  void shouldRefuseAFractionThatIsNone() {
    try (EventStream stream = open()) {
      assertThatThrownBy(() -> stream.takeFraction(1.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("use 0 to 1");
    }
  }

  @Test
  void shouldReportProgressUpToTheEnd() {
    List<String> stages = new ArrayList<>();
    ImportOptions options =
        ImportOptions.defaults()
            .withEventsInMemory(2)
            .withTemporaryDirectory(directory)
            .withProgress(
                (stage, what, done, total) -> {
                  assertThat(done).isBetween(0L, total);
                  stages.add(stage + " " + (done == total));
                });

    read(options).close();

    assertThat(stages).contains("READING true", "SORTING true");
  }

  private EventStream open() {
    return read(ImportOptions.defaults());
  }

  private EventStream read(ImportOptions options) {
    return SyntheaImporter.read(
        CsvSource.directory(directory), Pseudonymizer.forSyntheticData(), options);
  }

  private static List<OutboundEvent> drain(Iterator<OutboundEvent> events) {
    List<OutboundEvent> all = new ArrayList<>();
    events.forEachRemaining(all::add);
    return all;
  }
}
