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
 * @param terminology maps their drug codes to ATC
 * @param codeMaps files of the terminology, on top of the bundled map
 */
record DemoCohort(
    String name, CsvSource tables, boolean mimic3, Terminology terminology, List<Path> codeMaps) {

  /** Reads the code maps and finds the tables, which are not read yet. */
  static DemoCohort of(DemoOptions options) {
    Terminology terminology = Sample.terminology().merge(Terminology.read(options.codeMaps()));
    return options
        .mimic3()
        .map(
            dir ->
                new DemoCohort(
                    "MIMIC-III tables of " + dir.getFileName(),
                    CsvSource.directory(dir),
                    true,
                    terminology,
                    options.codeMaps()))
        .orElseGet(
            () ->
                new DemoCohort(
                    "the bundled Synthea sample",
                    Sample.tables(),
                    false,
                    terminology,
                    options.codeMaps()));
  }

  /** The code maps as files, the bundled one written out first: for a process of its own. */
  List<Path> codeMapFiles(Path directory) {
    return Stream.concat(Stream.of(Sample.writeCodeMap(directory)), codeMaps.stream()).toList();
  }

  EventStream events(ImportProgress progress) {
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
