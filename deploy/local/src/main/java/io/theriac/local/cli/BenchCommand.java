package io.theriac.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.net.NetworkConfig;
import io.theriac.trainer.Benchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Measures speed on this machine. */
@Command(
    name = "bench",
    description = {
      "Measure on one thread of this machine how fast a network serves or trains, as medians of",
      "several runs, and write them to target/bench/NAME.json."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac bench inference --cohort my-cohort",
      "  ./theriac bench training --cohort my-cohort --network published --batch 16"
    })
final class BenchCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      scope = ScopeType.INHERIT,
      description = "Runs of each measurement (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Command(
      name = "inference",
      description = "Visits a second by batch size, from codes to probabilities.")
  int inference(@Mixin CohortOption cohort, @Mixin NetworkOption network) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    benchmark(cohort, network)
        .inference()
        .forEach(
            (batch, speed) -> {
              print("batch %3d: %,10.0f visits/s", batch, speed);
              result.put("visitsPerSecondAtBatch" + batch, speed);
            });
    write("inference", network, result);
    return 0;
  }

  @Command(name = "training", description = "Seconds of an epoch.")
  int training(
      @Mixin CohortOption cohort,
      @Mixin NetworkOption network,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "16",
              description = "Patients a step (default: ${DEFAULT-VALUE}).")
          int batch)
      throws IOException {
    double seconds = benchmark(cohort, network).training(batch);
    print("%d patients a step: %.2f s an epoch", batch, seconds);
    write("training", network, Map.of("batch", batch, "secondsPerEpoch", seconds));
    return 0;
  }

  private Benchmark benchmark(CohortOption option, NetworkOption network) {
    CohortData data = option.read();
    Cohort cohort = data.cohort(option.rules(), option.split());
    MoleculeTable molecules =
        data.molecules()
            .map(known -> known.table(cohort.vocabularies().atcCodes()))
            .orElseGet(() -> MoleculeTable.none(cohort.training().medications()));
    NetworkConfig config = network.config();
    boolean without = config.trunk().molecules() && molecules.isEmpty();
    return new Benchmark(
        cohort,
        without ? config.withTrunk(config.trunk().withoutMolecules()) : config,
        molecules,
        runs);
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private void write(String what, NetworkOption network, Map<String, ?> result) throws IOException {
    String name = what + (network.published() ? "-published" : "-extended");
    Path file = CliHome.root().resolve("target").resolve("bench").resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Map<String, Object> all = new LinkedHashMap<>(result);
    all.put("runs", runs);
    all.put("java", System.getProperty("java.version"));
    all.put("processors", Runtime.getRuntime().availableProcessors());
    Files.writeString(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    print("Written to %s", file);
  }
}
