package io.theriac.local.cli;

import io.theriac.ingest.EventPublisher;
import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.MimicImporter;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.PublishSummary;
import io.theriac.ingest.PublisherOptions;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.local.ui.ImportBars;
import io.theriac.model.terminology.Terminology;
import java.nio.file.Path;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes tables of patients as events. */
@Command(
    name = "import",
    description = {
      "Publish tables of patients as events, in event-time order.",
      "Importing again is safe: the events keep their ids, and the application drops repeats."
    },
    synopsisSubcommandLabel = "synthea|mimic3",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac import synthea output/csv --synthetic",
      "  THERIAC_PSEUDONYM_SECRET_FILE=secret.txt ./theriac import mimic3 mimic-iii --code-map ndc-to-atc.csv"
    })
final class ImportCommand {

  @Spec private CommandSpec spec;

  /** What every import can be told. */
  static final class HowToImport {
    @Mixin private Connection connection;
    @Mixin private CodeMaps codeMaps;

    @Option(
        names = "--synthetic",
        description = {
          "The patients are synthetic or de-identified: no secret is needed for their pseudonyms.",
          "Without it the secret comes from THERIAC_PSEUDONYM_SECRET or THERIAC_PSEUDONYM_SECRET_FILE."
        })
    private boolean synthetic;

    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "0",
        description = "Events a second at the most (default: as fast as the broker takes them).")
    private double rate;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        defaultValue = "Z",
        description = "Zone of times that the tables give without one (default: UTC).")
    private ZoneId zone;
  }

  private interface Importer {
    EventStream read(CsvSource tables, Pseudonymizer ids, ImportOptions options);
  }

  @Command(
      name = "synthea",
      description =
          "Synthea's CSV export, plain or gz: patients, encounters, conditions and so on.")
  int synthea(
      @Parameters(paramLabel = "DIR", description = "Directory of the CSV files.") Path directory,
      @Mixin HowToImport how) {
    return run(SyntheaImporter::read, directory, how);
  }

  @Command(
      name = "mimic3",
      description = {
        "MIMIC-III tables, plain or gz: ADMISSIONS, PATIENTS, PRESCRIPTIONS and so on.",
        "Their dates lie in the future: set clock.max.lead.hours=0 for the application, or it sets",
        "their events aside."
      })
  int mimic3(
      @Parameters(paramLabel = "DIR", description = "Directory of the CSV files.") Path directory,
      @Mixin HowToImport how) {
    return run(MimicImporter::read, directory, how);
  }

  private int run(Importer importer, Path directory, HowToImport how) {
    Pseudonymizer ids = Pseudonymizer.forData(how.synthetic, System.getenv());
    Terminology terminology = how.codeMaps.terminology();
    try (ImportBars bars = new ImportBars()) {
      ImportOptions options =
          ImportOptions.defaults()
              .withTopics(how.connection.topics())
              .withZone(how.zone)
              .withKnownMedication(coding -> terminology.atc(coding).isPresent())
              .withProgress(bars);
      PublisherOptions publishing =
          PublisherOptions.defaults().withEventsPerSecond(how.rate).withProgress(bars);
      try (EventPublisher publisher =
              EventPublisher.connect(how.connection.clientProperties(), publishing);
          EventStream events = importer.read(CsvSource.directory(directory), ids, options)) {
        PublishSummary published = publisher.publish(events, events.total());
        bars.close();
        new ImportText(spec.commandLine().getOut()).print(events.report(), published);
      }
    }
    return 0;
  }
}
