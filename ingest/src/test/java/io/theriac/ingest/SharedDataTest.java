package io.theriac.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.theriac.ingest.csv.CsvSource;
import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.AdmissionAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole exports, where a folder with them lies beside the project ({@code -Dtheriac.shared=DIR});
 * skipped elsewhere.
 */
class SharedDataTest {

  private static final Logger LOG = LoggerFactory.getLogger(SharedDataTest.class);

  @Test
  void shouldImportAWholeSyntheaExport() {
    CsvSource tables = CsvSource.directory(data("synthea-55"));

    Imported imported =
        Imported.from(
            SyntheaImporter.read(
                tables, Pseudonymizer.forSyntheticData(), ImportOptions.defaults()));

    log("synthea-55", imported.report());
    // One patient died in 1953, and 117 encounters lie before 1970.
    assertThat(imported.report().patients()).isEqualTo(55 - 1);
    assertThat(imported.report().visits()).isEqualTo(3130 - 117);
    assertComplete(imported);
  }

  @Test
  void shouldImportTheMimicDemoTheSameWithLittleMemory() {
    CsvSource tables = CsvSource.directory(data("mimic3-demo"));
    Pseudonymizer ids = Pseudonymizer.forSyntheticData();
    ImportOptions options = ImportOptions.defaults();

    Imported inMemory = Imported.from(MimicImporter.read(tables, ids, options));
    Imported onDisk =
        Imported.from(MimicImporter.read(tables, ids, options.withEventsInMemory(700)));

    log("mimic3-demo", inMemory.report());
    assertThat(inMemory.report().patients()).isEqualTo(100);
    assertThat(inMemory.report().visits()).isEqualTo(129);
    assertComplete(inMemory);
    assertThat(onDisk.lines()).isEqualTo(inMemory.lines());
  }

  private static void assertComplete(Imported imported) {
    ImportReport report = imported.report();
    List<OutboundEvent> events = imported.events();
    assertThat(report.events()).isEqualTo(events.size());
    assertThat(events).extracting(OutboundEvent::eventId).doesNotHaveDuplicates();
    assertThat(events).extracting(OutboundEvent::occurredAt).isSorted();
    assertThat(imported.values(Admission.class))
        .filteredOn(event -> event.getAction() == AdmissionAction.DISCHARGE)
        .hasSize((int) report.visits());
  }

  private static void log(String name, ImportReport report) {
    LOG.info(
        "{}: {} in {}, left out {}, adjusted {}, codings {}, {} repeated",
        name,
        report.eventsByTopic(),
        report.duration(),
        report.leftOut(),
        report.adjusted(),
        report.codingsBySystem(),
        report.duplicateEvents());
  }

  private static Path data(String name) {
    Optional<Path> found =
        Stream.of(
                System.getProperty("theriac.shared", ""),
                "../shared",
                "../../shared",
                "../../../shared")
            .filter(path -> !path.isEmpty())
            .map(path -> Path.of(path, "data", name))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(found.isPresent(), () -> "no " + name + " here");
    return found.orElseThrow();
  }
}
