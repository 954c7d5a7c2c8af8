package io.theriac.local.cli;

import io.theriac.ingest.EventStream;
import io.theriac.ingest.ImportOptions;
import io.theriac.ingest.Pseudonymizer;
import io.theriac.ingest.SyntheaImporter;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.mimic.MimicCohort;
import io.theriac.ingest.mimic.MimicRelease;
import io.theriac.local.demo.ExpectedVisits;
import io.theriac.local.ui.ImportBars;
import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.cohort.file.CohortFile;
import io.theriac.model.cohort.file.CohortWriter;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a cohort on disk of a source's tables, without Kafka. */
@Command(
    name = "make",
    description = {
      "Make a cohort on disk of tables, by rules whose effect is printed; needs no Kafka.",
      "Medications become ATC codes; what the code maps do not know is left out and counted."
    },
    synopsisSubcommandLabel = "mimic3|mimic4|synthea")
final class MakeCommand {

  @Spec private CommandSpec spec;

  /** What every source can be told. */
  static final class Making {
    @Mixin private CodeMaps codeMaps;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Where the cohort goes; must not hold one yet.")
    private Path directory;

    @Option(
        names = "--molecules",
        paramLabel = "FILE",
        description = {
          "Molecules of drugs (atc,molecule) to learn from, too; medications without any are left out,",
          "as the literature does."
        })
    private Path molecules;

    private Optional<MoleculeKnowledge> knowledge;

    Optional<MoleculeKnowledge> molecules() {
      if (knowledge == null) {
        knowledge = Optional.ofNullable(molecules).map(MoleculeKnowledge::read);
      }
      return knowledge;
    }

    Function<Coding, Optional<Coding>> concept(int atcLevel) {
      Terminology terminology = codeMaps.terminology();
      AtcLevel level = AtcLevel.of(atcLevel);
      return drug ->
          terminology
              .concept(drug, level)
              .filter(
                  coding ->
                      molecules()
                          .map(known -> known.table(List.of(coding.getCode())).known() == 1)
                          .orElse(true));
    }
  }

  @Command(
      name = "mimic3",
      description = {
        "A cohort of MIMIC-III tables, plain or gz.",
        "They are PATIENTS, ADMISSIONS, PRESCRIPTIONS, DIAGNOSES_ICD and PROCEDURES_ICD, with --labs",
        "LABEVENTS too. Without other options it is the cohort that the literature calls MIMIC-III."
      })
  int mimic3(
      @Parameters(paramLabel = "DIR", description = "Directory of the CSV files.") Path tables,
      @Mixin Making making,
      @Option(
              names = "--atc-level",
              defaultValue = "3",
              description = "Level of the medications: 3, 4 or 5 (default: ${DEFAULT-VALUE}).")
          int atcLevel,
      @Mixin MimicRulesOption rules) {
    return mimic(MimicRelease.III, tables, making, atcLevel, rules);
  }

  @Command(
      name = "mimic4",
      description = {
        "A cohort of tables of MIMIC-IV's module hosp, plain or gz.",
        "They are patients, admissions, prescriptions, diagnoses_icd and procedures_icd, with --labs",
        "labevents too; by the same rules. Codes of ICD-9 and ICD-10 stay apart."
      })
  int mimic4(
      @Parameters(paramLabel = "DIR", description = "Directory of the CSV files.") Path tables,
      @Mixin Making making,
      @Option(
              names = "--atc-level",
              defaultValue = "3",
              description = "Level of the medications: 3, 4 or 5 (default: ${DEFAULT-VALUE}).")
          int atcLevel,
      @Mixin MimicRulesOption rules) {
    return mimic(MimicRelease.IV, tables, making, atcLevel, rules);
  }

  private int mimic(
      MimicRelease release, Path tables, Making making, int atcLevel, MimicRulesOption rules) {
    MimicCohort.Result made =
        MimicCohort.read(
            CsvSource.directory(tables), release, rules.rules(), making.concept(atcLevel));
    write(making, made.visits(), Optional::of);
    PrintWriter out = spec.commandLine().getOut();
    out.println(release.title() + ", rule by rule:");
    for (Map.Entry<String, Long> count : made.counts().byRule().entrySet()) {
      out.printf(Locale.ROOT, "  %,12d  %s%n", count.getValue(), count.getKey());
    }
    said(making);
    return 0;
  }

  @Command(
      name = "synthea",
      description = {
        "A cohort of Synthea's CSV export, plain or gz.",
        "Its events are folded to visits as a running application does it, so that medications taken on",
        "carry over from visit to visit."
      })
  int synthea(
      @Parameters(paramLabel = "DIR", description = "Directory of the CSV files.") Path tables,
      @Mixin Making making,
      @Option(
              names = "--atc-level",
              defaultValue = "5",
              description = "Level of the medications: 3, 4 or 5 (default: ${DEFAULT-VALUE}).")
          int atcLevel) {
    ExpectedVisits fold = new ExpectedVisits();
    try (ImportBars bars = new ImportBars();
        EventStream events =
            SyntheaImporter.read(
                CsvSource.directory(tables),
                Pseudonymizer.forSyntheticData(),
                ImportOptions.defaults().withProgress(bars))) {
      events.forEachRemaining(fold::add);
    }
    List<ClosedVisit> visits =
        fold.closed().values().stream()
            .sorted(
                Comparator.comparing(ClosedVisit::getDischargedAt)
                    .thenComparing(ClosedVisit::getAdmittedAt)
                    .thenComparing(ClosedVisit::getVisitId))
            .toList();
    write(making, visits, making.concept(atcLevel));
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d visits of %,d patients%n",
            visits.size(),
            visits.stream().map(ClosedVisit::getPatientKey).distinct().count());
    said(making);
    return 0;
  }

  private void write(
      Making making, Collection<ClosedVisit> visits, Function<Coding, Optional<Coding>> concept) {
    CohortWriter writer = new CohortWriter(making.directory, concept);
    making.molecules().ifPresent(writer::withMolecules);
    if (!writer.write(visits)) {
      spec.commandLine()
          .getOut()
          .println(
              "The visits are not in the order of time: the days between them are left out, and the"
                  + " extended network will learn nothing of time.");
    }
  }

  private void said(Making making) {
    CohortFile.read(making.directory);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Cohort: " + making.directory.toAbsolutePath());
    out.println(
        "See what training makes of it: ./theriac dataset describe --cohort " + making.directory);
    out.flush();
  }
}
