package io.theriac.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The way of a data scientist: a cohort on disk, without Kafka. */
class CohortCommandsTest {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int PATIENTS = 150;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeCohort() throws IOException {
    System.setProperty("theriac.home", directory.toString());
    write("vocab_diag.csv", "index,code\n0,D0\n1,D1\n2,D2\n");
    write("vocab_proc.csv", "index,code\n0,P0\n");
    write("vocab_med.csv", "index,code\n0,M0\n1,M1\n2,M2\n3,M3\n");
    write("ddi_adjacency.csv", "0,0,0,1\n0,0,0,0\n0,0,0,0\n1,0,0,0\n");
    write("patients.jsonl", patients());
  }

  /** Diagnosis d is treated with medication d; half the patients stay on medication 3. */
  private static String patients() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder lines = new StringBuilder();
    for (int p = 0; p < PATIENTS; p++) {
      String other = random.nextBoolean() ? ",3" : "";
      String visits = "";
      for (int v = 0; v < 3; v++) {
        int d = random.nextInt(3);
        visits +=
            (v == 0 ? "" : ",")
                + "{\"age\":%d,\"diag\":[%d],\"proc\":[0],\"med\":[%d%s]}"
                    .formatted(50 + v, d, d, other);
      }
      lines.append("{\"id\":%d,\"sex\":\"F\",\"visits\":[%s]}%n".formatted(p, visits));
    }
    return lines.toString();
  }

  @Test
  void shouldDescribeACohort() {
    assertThat(run("dataset", "describe", "--cohort", directory.toString())).isEqualTo(DONE);
    assertThat(out.toString())
        .contains("read: 450 visits of 150 patients", "interactions: 1 of 6 pairs");
  }

  @Test
  void shouldMeasureBaselines() {
    assertThat(run("baselines", "--cohort", directory.toString(), "--split", "order"))
        .isEqualTo(DONE);
    assertThat(out.toString()).contains("mostFrequent", "repeatLastVisit", "chosen on validation");
  }

  @Test
  void shouldTrainAModelAndMeasureItAgain() throws IOException {
    Path models = directory.resolve("models");
    String cohort = directory.toString();
    assertThat(run("train", "--cohort", cohort, "--epochs", "2", "--models", models.toString()))
        .isEqualTo(DONE);
    String trained = measures();
    assertThat(out.toString()).containsPattern("\n +1 +0\\.\\d{4} +0\\.\\d{4} .*best so far");
    Path artifact;
    try (Stream<Path> found = Files.list(models)) {
      artifact = found.findFirst().orElseThrow();
    }
    assertThat(artifact.resolve("learning-curves.svg")).content().contains("kept: epoch");
    out.getBuffer().setLength(0);

    assertThat(run("evaluate", artifact.toString(), "--cohort", cohort)).isEqualTo(DONE);
    assertThat(measures()).as("the same patients, the same figures").isEqualTo(trained);
    assertThat(out.toString()).contains("calibration", "penalty", "Jaccard less that of");
  }

  @Test
  void shouldSayThatAModelMissesTheTimeItLearntFrom() throws IOException {
    String cohort = directory.toString();
    Path models = directory.resolve("models");
    String undated = patients();
    write(
        "patients.jsonl",
        undated
            .replace("\"age\":50", "\"day\":0,\"age\":50")
            .replace("\"age\":51", "\"day\":40,\"age\":51")
            .replace("\"age\":52", "\"day\":100,\"age\":52"));
    assertThat(run("train", "--cohort", cohort, "--epochs", "1", "--models", models.toString()))
        .isEqualTo(DONE);
    assertThat(out.toString()).doesNotContain("without elapsed time");
    String artifact;
    try (Stream<Path> found = Files.list(models)) {
      artifact = found.findFirst().orElseThrow().toString();
    }
    String sentence = "learnt from the time between visits";
    assertThat(run("evaluate", artifact, "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).doesNotContain(sentence);

    write("patients.jsonl", undated);
    assertThat(run("evaluate", artifact, "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).contains(sentence);
  }

  @Test
  void shouldNotMeasureAModelOnItsOwnTrainingPatientsInSilence() throws IOException {
    String cohort = directory.toString();
    String models = directory.resolve("models").toString();
    String[] train = {"train", "--cohort", cohort, "--epochs", "1", "--models", models};
    assertThat(run(and(train, "--split", "order"))).isEqualTo(DONE);
    Path artifact;
    try (Stream<Path> found = Files.list(Path.of(models))) {
      artifact = found.findFirst().orElseThrow();
    }
    String sentence = "it may have learnt from patients of this cohort";
    assertThat(run("evaluate", artifact.toString(), "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).doesNotContain(sentence);

    write("patients.jsonl", patients().lines().limit(60).collect(Collectors.joining("\n")));
    assertThat(run("evaluate", artifact.toString(), "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).contains(sentence);
    String version = artifact.getFileName().toString();
    assertThat(run(and(train, "--split", "order", "--warm-start", version))).isEqualTo(FAILED);
    assertThat(err.toString()).contains("another list", "--split hash");
  }

  @Test
  void shouldTrainWithSeveralSeedsAndBeginAgainWithTheBest() throws IOException {
    String models = directory.resolve("models").toString();
    String[] train = {
      "train", "--cohort", directory.toString(), "--epochs", "1", "--models", models
    };
    assertThat(run(and(train, "--seeds", "4,2"))).isEqualTo(DONE);
    assertThat(out.toString())
        .containsOnlyOnce("kept: best on validation")
        .containsPattern("\n  4 +0\\.\\d{4}")
        .containsPattern("\n  2 +0\\.\\d{4}")
        .containsPattern("\n  mean +0\\.\\d{4}")
        .contains("spread (sd)");
    Path artifact;
    try (Stream<Path> found = Files.list(Path.of(models))) {
      artifact = found.findFirst().orElseThrow();
    }
    out.getBuffer().setLength(0);

    String version = artifact.getFileName().toString();
    assertThat(run(and(train, "--warm-start", version))).isEqualTo(DONE);
    assertThat(out.toString()).contains("Begins with version " + version, "3 of 3 diagnoses");
  }

  @Test
  void shouldSayThatThereIsNothingToGoOnOrToBeginWith() {
    String[] train = {"train", "--cohort", directory.toString(), "--epochs", "1"};
    assertThat(run(and(train, "--resume"))).isEqualTo(FAILED);
    assertThat(err.toString()).contains("no interrupted training", "graphdiffmed-seed1.checkpoint");
    assertThat(run(and(train, "--warm-start", "nothing"))).isEqualTo(USAGE);
    assertThat(err.toString()).contains("--warm-start is nothing: neither a version");
  }

  @Test
  void shouldTrainAndMeasureWithLaboratoryResults() throws IOException {
    write("vocab_lab.csv", "index,code,unit\n0,L0,mmol/L\n");
    write("patients.jsonl", patients().replace("\"proc\"", "\"lab\":[[0,5.5]],\"proc\""));
    String cohort = directory.toString();
    assertThat(run("dataset", "describe", "--cohort", cohort)).isEqualTo(DONE);
    assertThat(out.toString()).contains("laboratory: 1 test, 450 values in 450 visits");
    Path models = directory.resolve("models");
    String[] train = {"train", "--cohort", cohort, "--epochs", "1", "--models", models.toString()};
    out.getBuffer().setLength(0);

    assertThat(run(and(train, "--network", "published", "--setting", "L"))).isEqualTo(DONE);
    String trained = measures();
    assertThat(out.toString()).doesNotContain("without laboratory results");
    Path artifact;
    try (Stream<Path> found = Files.list(models)) {
      artifact = found.findFirst().orElseThrow();
    }
    assertThat(artifact.resolve("config.json")).content().containsPattern("\"setting\" ?: ?\"L\"");
    out.getBuffer().setLength(0);

    assertThat(run("evaluate", artifact.toString(), "--cohort", cohort)).isEqualTo(DONE);
    assertThat(measures()).as("the same patients, the same figures").isEqualTo(trained);
  }

  @Test
  void shouldAblateThePublishedNetworkByGroups() {
    String[] ablate = {
      "ablate", "--cohort", directory.toString(), "--network", "published", "--epochs", "1"
    };
    assertThat(run(and(ablate, "--seeds", "1", "--batch", "16", "--learning-rate", "0.001")))
        .isEqualTo(DONE);
    assertThat(out.toString())
        .contains("the network is trained without them", "settings L and LGY are left out")
        .doesNotContain("without molecules")
        .containsSubsequence(
            "  Auxiliary facts ",
            "\n  BASE ",
            "\n  G ",
            "\n  GY ",
            "the whole network\n",
            "  Attention ",
            "\n  no attention ",
            "\n  dual v2 with bias ",
            "the whole network\n",
            "  Parts ",
            "\n  whole ",
            "the whole network\n",
            "\n  without roles ");
  }

  @Test
  void shouldLeaveOutOfTheExtendedNetworkWhatItHas() {
    String[] ablate = {"ablate", "--cohort", directory.toString(), "--epochs", "1", "--seeds", "1"};
    assertThat(run(and(ablate, "--without", "molecules,graded_review,wide"))).isEqualTo(DONE);
    assertThat(out.toString())
        .contains("without molecules: left out")
        .containsSubsequence("\n  whole ", "\n  without graded review ", "\n  without wide ");
  }

  @Test
  void shouldLearnFromMoleculesThatAreGiven() throws IOException {
    write("vocab_med.csv", "index,code\n0,C09AA02\n1,A10BA02\n2,R03AC02\n3,B01AA03\n");
    write("molecules.csv", "atc,molecule\nC09AA02,one\nA10BA02,two\nR03AC02,two\n");
    String models = directory.resolve("models").toString();
    String[] train = {
      "train", "--cohort", directory.toString(), "--epochs", "1", "--models", models
    };
    assertThat(run(train)).isEqualTo(DONE);
    assertThat(out.toString()).contains("No molecules are known");
    out.getBuffer().setLength(0);

    String file = directory.resolve("molecules.csv").toString();
    assertThat(run(and(train, "--molecules", file))).isEqualTo(DONE);
    assertThat(out.toString()).contains("Molecules are known of 3 of 4 medications.");

    write("molecules.csv", "atc,molecule\naspirin,one\n");
    assertThat(run(and(train, "--molecules", file))).isEqualTo(FAILED);
    assertThat(err.toString()).contains("molecules.csv", "'aspirin' is not an ATC code");
  }

  @Test
  void shouldSayWhichOptionsBelongToWhichNetwork() {
    assertThat(run("train", "--cohort", directory.toString(), "--setting", "L")).isEqualTo(USAGE);
    assertThat(err.toString()).contains("--setting is L", "add --network published");
    assertThat(run("ablate", "--network", "published", "--without", "latent")).isEqualTo(USAGE);
    assertThat(err.toString()).contains("leave it out with --network published");
  }

  private static String[] and(String[] command, String... more) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void shouldNameFileLineAndFieldOfWhatItCannotRead() throws IOException {
    write("patients.jsonl", "{\"id\":1,\"visits\":[{\"diag\":[9],\"proc\":[],\"med\":[]}]}\n");
    assertThat(run("train", "--cohort", directory.toString())).isEqualTo(FAILED);
    assertThat(err.toString())
        .contains("patients.jsonl, line 1, field visits[0].diag[0]: 9 is no index")
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "baselines",
        "ablate",
        "ablate --network published",
        "bench inference",
        "bench training --network published",
        "bench memory"
      })
  void shouldSayWhyACohortCannotBeTrainedOn(String command) throws IOException {
    String one = "{\"id\":1,\"visits\":[{\"diag\":[%s],\"proc\":[],\"med\":[0]}]}\n";
    for (String[] cohort :
        new String[][] {
          {"", "There are no closed visits"},
          {one.formatted("0"), "None of 1 patients has 2 usable visits"},
          {one.formatted(""), "1 lack diagnoses and procedures"}
        }) {
      write("patients.jsonl", cohort[0]);
      err.getBuffer().setLength(0);
      assertThat(run((command + " --cohort " + directory).split(" "))).isEqualTo(FAILED);
      assertThat(err.toString()).contains(cohort[1]).doesNotContain("Exception");
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void shouldAskForACohort() {
    assertThat(run("baselines")).isEqualTo(USAGE);
    assertThat(err.toString()).contains("--cohort");
  }

  private String measures() {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("  Theriac"))
        .findFirst()
        .orElseThrow();
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
