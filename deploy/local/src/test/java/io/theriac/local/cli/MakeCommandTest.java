package io.theriac.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MakeCommandTest {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void keepToTheDirectory() {
    System.setProperty("theriac.home", directory.toString());
  }

  @Test
  void shouldMakeACohortOfMimicTablesThatCanBeDescribed() throws IOException {
    writeMimicTables(2151, 2152);
    write("molecules.csv", "atc,molecule\nC09AA02,one\nC09AA02,two\n");
    String cohort = directory.resolve("cohort").toString();
    String[] make = {
      "dataset",
      "make",
      "mimic4",
      directory.toString(),
      "--out",
      cohort,
      "--code-map",
      directory.resolve("map.csv").toString(),
      "--molecules",
      directory.resolve("molecules.csv").toString()
    };

    assertThat(run(make)).isEqualTo(DONE);
    assertThat(out.toString()).doesNotContain("the days between them are left out");
    assertThat(out.toString())
        .contains("MIMIC-IV, rule by rule:", "1    left out: NDC is 0", "2  visits written");
    assertThat(Path.of(cohort, "vocab_diag.csv"))
        .content()
        .isEqualTo("index,system,code,name\n0,ICD-10-CM,V10,\n1,ICD-9-CM,V10,\n");
    assertThat(Path.of(cohort, "vocab_med.csv")).content().contains("0,ATC,C09A,");
    assertThat(Path.of(cohort, "med_molecules.csv"))
        .content()
        .isEqualTo("med,molecule\n0,molecule-0\n0,molecule-1\n");
    assertThat(run("dataset", "describe", "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).contains("read: 2 visits of 1 patients");

    assertThat(run(make)).isEqualTo(FAILED);
    assertThat(err.toString()).contains("holds a cohort already");
  }

  @Test
  void shouldSayThatVisitsByNumberHaveNoDaysBetweenThem() throws IOException {
    writeMimicTables(2152, 2151);
    String map = directory.resolve("map.csv").toString();
    String cohort = directory.resolve("cohort").toString();
    String[] make = {
      "dataset", "make", "mimic4", directory.toString(), "--out", cohort, "--code-map", map
    };
    assertThat(run(and(make, "--visits-by", "id"))).isEqualTo(DONE);
    assertThat(out.toString()).contains("the days between them are left out");
    assertThat(run("dataset", "describe", "--cohort", cohort)).isEqualTo(DONE);
  }

  /** A patient with admissions 1 and 2, begun in these years, and a code map. */
  private void writeMimicTables(int first, int second) throws IOException {
    write("patients.csv", "subject_id,gender,anchor_age,anchor_year\n7,F,60,2150\n");
    write(
        "admissions.csv",
        """
        subject_id,hadm_id,admittime,dischtime
        7,1,%1$d-01-01 10:00:00,%1$d-01-03 10:00:00
        7,2,%2$d-01-01 10:00:00,%2$d-01-03 10:00:00
        """
            .formatted(first, second));
    write(
        "prescriptions.csv",
        "subject_id,hadm_id,starttime,ndc\n7,1,%d-01-01,111\n7,2,%d-01-01,111\n7,2,,0\n"
            .formatted(first, second));
    String codes = "subject_id,hadm_id,icd_code,icd_version\n7,1,V10,9\n7,2,V10,10\n";
    write("diagnoses_icd.csv", codes);
    write("procedures_icd.csv", codes);
    write("map.csv", "system,code,display,atc,atc_name\nNDC,00000000111,x,C09AA02,enalapril\n");
  }

  private static String[] and(String[] command, String... more) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void shouldFoldSyntheaTablesToVisits() throws IOException {
    for (String table :
        List.of(
            "patients", "encounters", "conditions", "medications", "procedures", "observations")) {
      try (InputStream in = getClass().getResourceAsStream("/sample/" + table + ".csv.gz")) {
        Files.copy(in, directory.resolve(table + ".csv.gz"));
      }
    }
    String cohort = directory.resolve("cohort").toString();

    assertThat(run("dataset", "make", "synthea", directory.toString(), "--out", cohort))
        .isEqualTo(DONE);
    assertThat(out.toString()).contains("7,929 visits of 197 patients");
    assertThat(run("dataset", "describe", "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString())
        .contains("read: 7929 visits of 197 patients", "laboratory: 23 tests, 24,010 values");
  }

  @Test
  void shouldNameTheRuleThatCannotBe() {
    String[] make = {
      "dataset", "make", "mimic3", directory.toString(), "--out", "x", "--top-diagnoses", "-1"
    };
    assertThat(run(make)).isEqualTo(FAILED);
    assertThat(err.toString()).contains("topDiagnoses is -1: use a number of codes, or 0 for all.");
  }

  @Test
  void shouldAskForARateWithABatch() {
    assertThat(run("ablate", "--cohort", "x", "--batch", "16")).isEqualTo(USAGE);
    assertThat(err.toString()).contains("--batch and --learning-rate go together");
  }

  private int run(String... args) {
    CommandLine cli = TheriacCli.commandLine();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    return cli.execute(args);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }
}
