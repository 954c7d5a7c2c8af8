package io.theriac.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user sees of the command line. */
class TheriacCliTest {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void keepAwayFromTheProjectsOwnStack() {
    System.setProperty("theriac.home", directory.toString());
  }

  private int run(String... args) {
    CommandLine cli = TheriacCli.commandLine();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    return cli.execute(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "stack",
        "stack up",
        "topics",
        "topics create",
        "import",
        "import synthea",
        "import mimic3",
        "run",
        "train",
        "trainer",
        "models",
        "models list",
        "models show",
        "models diff",
        "models promote",
        "models rollback",
        "models pin",
        "models unpin",
        "models shadow",
        "models canary",
        "models stop-trial",
        "dataset",
        "dataset describe",
        "baselines",
        "evaluate",
        "ablate",
        "bench",
        "bench inference",
        "bench training",
        "validate",
        "tail",
        "tail alerts"
      })
  void shouldExplainEveryCommand(String command) {
    assertThat(run((command + " --help").split(" "))).isEqualTo(DONE);
    assertThat(out.toString()).contains("Usage: theriac " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "stack",
        "topics",
        "import",
        "run",
        "train",
        "trainer",
        "models",
        "dataset",
        "baselines",
        "evaluate",
        "ablate",
        "bench",
        "validate",
        "tail"
      })
  void shouldGiveExamples(String command) {
    run(command, "--help");
    assertThat(out.toString()).contains("Examples:", "./theriac " + command);
  }

  @Test
  void shouldSuggestTheOptionThatWasMeant() {
    assertThat(run("demo", "--seeed", "3")).isEqualTo(USAGE);
    assertThat(err.toString()).contains("--seeed", "--seed").doesNotContain("Exception");
  }

  @Test
  void shouldSayHowToStartTheStackWhenNothingIsKnown() {
    assertThat(run("topics", "list")).isEqualTo(FAILED);
    shouldBeOneSentence("./theriac stack up", "--bootstrap-servers");
  }

  @Test
  void shouldSayThatNoBrokerAnswers() {
    int code =
        run(
            "tail",
            "alerts",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "--registry-url",
            "http://127.0.0.1:1");
    assertThat(code).isEqualTo(FAILED);
    shouldBeOneSentence("No Kafka broker answers at 127.0.0.1:1");
  }

  @Test
  void shouldAskForTheSecretOfRealPatients() {
    assertThat(run("import", "synthea", directory.toString())).isEqualTo(FAILED);
    shouldBeOneSentence("THERIAC_PSEUDONYM_SECRET", "--synthetic");
  }

  @Test
  void shouldSayThatACodeMapIsMissing() {
    Path missing = directory.resolve("missing.csv");
    int code =
        run("import", "synthea", directory.toString(), "--synthetic", "--code-map", missing + "");
    assertThat(code).isEqualTo(FAILED);
    shouldBeOneSentence("missing.csv");
  }

  @Test
  void shouldSayThatAShareIsNoShare() {
    assertThat(run("demo", "--history", "1.5")).isEqualTo(USAGE);
    shouldBeOneSentence("--history", "1.5");
  }

  @Test
  void shouldSayWhatIsWrongWithAnUnknownSetting() {
    int code =
        run(
            "run",
            "--set",
            "thread=4",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "--registry-url",
            "http://127.0.0.1:1");
    assertThat(code).isEqualTo(FAILED);
    shouldBeOneSentence("'thread'", "'threads'");
  }

  @Test
  void shouldSayThatTheStackIsDown() {
    assertThat(run("stack", "status")).isEqualTo(FAILED);
    assertThat(out.toString()).contains("not running");
  }

  @Test
  void shouldValidateEventsInAFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("updates.jsonl"),
            """
            {"header":{"eventId":"e1","sourceSystem":"LAB","sourceMessageId":null,"occurredAt":0,"recordedAt":0},"patientKey":"p1","action":"DEMOGRAPHICS","birthYear":{"int":1950},"sex":"FEMALE","retiredPatientKey":null}
            {"header":{"eventId":"e2","sourceSystem":"LAB","sourceMessageId":null,"occurredAt":0,"recordedAt":0},"patientKey":"p1","action":"DEMOGRAPHICS","birthYear":{"int":1},"sex":"FEMALE","retiredPatientKey":null}
            {"header":{"eventId":"e3"}}
            """);
    assertThat(run("validate", file.toString(), "--topic", "clinical.patients")).isEqualTo(FAILED);
    assertThat(out.toString())
        .contains(
            "1 valid, 2 invalid", "line 2: INVALID_FIELD", "birthYear", "line 3: no PatientUpdate");
  }

  @Test
  void shouldSayWhatCanBeValidated() {
    assertThat(run("validate", "nothing-of-this-name")).isEqualTo(USAGE);
    shouldBeOneSentence("nothing-of-this-name", "clinical.admissions");
  }

  @Test
  void shouldRefuseToValidateADirectory() {
    assertThat(run("validate", directory.toString())).isEqualTo(USAGE);
    shouldBeOneSentence(directory.toString(), "is a directory", "a topic");
  }

  @Test
  void shouldNameTheContainerThatIsNone() throws IOException {
    Path file = Files.writeString(directory.resolve("events.avro"), "not a container");
    assertThat(run("validate", file.toString())).isEqualTo(FAILED);
    shouldBeOneSentence("events.avro", "cannot be read as Theriac events");
  }

  @Test
  void shouldRefuseToShowNothing() {
    assertThat(run("tail", "alerts", "--max", "0")).isEqualTo(USAGE);
    shouldBeOneSentence("--max is 0");
  }

  @ParameterizedTest
  @CsvSource({
    "--to 2024-01-01 --from 2025-01-01, --from",
    "--from 2024-01-01 --to 2025-01-01 --name a/b, --name 'a/b'",
    "--from 2024-01-01 --to 2025-01-01 --threads 0, --threads is 0",
    "--from 2024-01-01 --to 2025-01-01 --cohort age, --cohort 'age'"
  })
  void shouldRefuseABacktestThatCannotBe(String options, String named) {
    assertThat(run(("backtest " + options).split(" "))).isEqualTo(USAGE);
    shouldBeOneSentence(named);
    assertThat(err.toString()).contains("See ./theriac backtest --help.");
  }

  /** No cohort is given: what is wrong with the option is said before one is looked for. */
  @ParameterizedTest
  @CsvSource({
    "bench inference --runs 0, --runs",
    "bench training --runs=-1, --runs",
    "bench --runs 0 memory, --runs",
    "bench training --batch 0, --batch",
    "bench memory --epochs 0, --epochs",
    "bench memory --inferences 0, --inferences",
    "train --epochs 0, --epochs",
    "trainer --epochs=-3, --epochs",
    "ablate --epochs 0, --epochs",
    "ablate --batch 0 --learning-rate 0.001, --batch",
    "ablate --epochs many, --epochs"
  })
  void shouldRefuseToDoNothing(String command, String option) {
    assertThat(run(command.split(" "))).isEqualTo(USAGE);
    assertThat(err.toString())
        .contains("'" + option + "'", "is no whole number from 1 on: give 1 or more.")
        .doesNotContain("Exception", "Which cohort?");
  }

  @Test
  void shouldListEveryCommandWithAWholeSentence() {
    run("--help");
    String unwrapped = out.toString().replaceAll("\\n {10,}", " ");
    assertThat(unwrapped.lines().filter(line -> line.matches("  [a-z][a-z-]+ {2,}[A-Z].*")))
        .hasSizeGreaterThan(15)
        .allMatch(line -> line.endsWith("."));
  }

  @Test
  void shouldTellHowEqualTrainingsOfOneSeedAre() {
    run("train", "--help");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("give the same model, to the bit on processors of one kind.");
  }

  @Test
  void shouldTellItsVersion() {
    assertThat(run("--version")).isEqualTo(DONE);
    assertThat(out.toString()).matches("theriac \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  @Test
  void shouldTakeTheSettingsOfClientsAlsoForTheApplication() throws IOException {
    Path clients =
        Files.writeString(
            directory.resolve("clients.properties"),
            """
            bootstrap.servers=127.0.0.1:1
            schema.registry.url=http://127.0.0.1:1
            security.protocol=NONSENSE
            """);
    assertThat(run("run", "--client-config", clients.toString())).isEqualTo(FAILED);
    assertThat(err.toString())
        .contains(
            "starting on 127.0.0.1:1", "theriac: The Kafka settings cannot be used", "NONSENSE");
  }

  @Test
  void shouldSayBeforeItTrainsThatModelsCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "by a file");
    assertThat(run("train", "--cohort", directory.toString(), "--models", file.toString()))
        .isEqualTo(FAILED);
    shouldBeOneSentence(file.toString(), "name a directory");
  }

  @Test
  void shouldSayWhichPartOfTheStackIsDown() throws IOException {
    Path stack = Files.createDirectories(directory.resolve(".theriac").resolve("local"));
    Files.writeString(
        stack.resolve("stack.properties"),
        """
        broker.pid=%d
        broker.started=0
        broker.port=9092
        registry.pid=%d
        registry.started=0
        registry.port=8081
        """
            .formatted(ProcessHandle.current().pid(), Integer.MAX_VALUE));

    assertThat(run("stack", "status")).isEqualTo(FAILED);
    assertThat(out.toString()).contains("only the broker runs, the registry does not");
    assertThat(run("topics", "list")).isEqualTo(FAILED);
    shouldBeOneSentence("only the broker runs", "./theriac stack up");
  }

  private void shouldBeOneSentence(String... parts) {
    assertThat(err.toString())
        .startsWith("theriac: ")
        .contains(parts)
        .doesNotContain("\tat ", "Exception in thread");
    assertThat(err.toString().lines().skip(1).toList())
        .as(err.toString())
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(line -> line.startsWith("Details: ") || line.startsWith("See ./theriac "));
  }
}
