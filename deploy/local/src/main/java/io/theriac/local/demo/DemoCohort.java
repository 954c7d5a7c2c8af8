package io.theriac.local.demo;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.ImportProgress;
import io.theriac.ingest.MimicImporter;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.model.terminology.Terminology;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The patients of a demo.
 *
 * @param name how the summary calls them
 * @param codeMaps files that map their drug codes to ATC
 */
record DemoCohort(String name, CsvSource tables, boolean mimic3, List<Path> codeMaps) {

  static DemoCohort of(DemoOptions options) {
    List<Path> maps =
        Stream.concat(
                Stream.of(Sample.writeCodeMap(options.directory())), options.codeMaps().stream())
            .toList();
    return options
        .mimic3()
        .map(
            dir ->
                new DemoCohort(
                    "MIMIC-III tables of " + dir.getFileName(),
                    CsvSource.directory(dir),
                    true,
                    maps))
        .orElseGet(
            () -> new DemoCohort("the bundled Synthea sample", Sample.tables(), false, maps));
  }

  Terminology terminology() {
    return Terminology.read(codeMaps);
  }

  EventStream events(ImportProgress progress) {
    Terminology terminology = terminology();
    ImportOptions options =
        ImportOptions.defaults()
            .withKnownMedication(coding -> terminology.atc(coding).isPresent())
            .withProgress(progress);
    Pseudonymizer ids = Pseudonymizer.forSyntheticData();
    return mimic3
        ? MimicImporter.read(tables, ids, options)
        : SyntheaImporter.read(tables, ids, options);
  }
}
