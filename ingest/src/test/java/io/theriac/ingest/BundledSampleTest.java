package io.theriac.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvFile;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.csv.CsvTable;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundledSampleTest {

  private static final CsvSource SAMPLE =
      CsvSource.classpath(BundledSampleTest.class.getClassLoader(), "sample");

  @Test
  void shouldImportWithEveryMedicationKnown() {
    Set<String> mapped = mappedRxNormCodes();
    ImportOptions options =
        ImportOptions.defaults()
            .withKnownMedication(coding -> mapped.contains(coding.getCode()))
            .withEventsInMemory(20_000);

    try (EventStream stream =
        SyntheaImporter.read(SAMPLE, Pseudonymizer.forSyntheticData(), options)) {
      ImportReport report = stream.report();

      assertThat(stream.total()).isEqualTo(report.events()).isGreaterThan(50_000);
      assertThat(report.patients()).isGreaterThan(150);
      assertThat(report.eventsByTopic()).hasSize(6);
      assertThat(report.unknownMedications()).isEmpty();
    }
  }

  private static Set<String> mappedRxNormCodes() {
    CsvFile file = SAMPLE.find("rxnorm-to-atc").orElseThrow();
    Set<String> codes = new HashSet<>();
    try (CsvTable table = CsvTable.open(file)) {
      Column code = table.required("CODE");
      for (CsvRow row = table.next(); row != null; row = table.next()) {
        codes.add(row.text(code));
      }
    }
    return codes;
  }
}
