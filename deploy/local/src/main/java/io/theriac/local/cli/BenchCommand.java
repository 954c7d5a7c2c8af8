package io.theriac.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.trainer.Benchmark;
import io.theriac.trainer.KnownFacts;
import io.theriac.trainer.MemorySoak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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
      "Measure how fast a network serves or trains on one thread of this machine.",
      "Medians of several runs, and how much memory it takes; target/bench/NAME.json has them, too."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac bench inference --cohort my-cohort",
      "  ./theriac bench training --cohort my-cohort --network published --batch 16",
      "  ./theriac bench memory --cohort my-cohort"
    })
final class BenchCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      converter = CountConverter.class,
      scope = ScopeType.INHERIT,
      description = "Runs of each measurement (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Command(
      name = "inference",
      description = "Visits a second by batch size, from codes to probabilities and to reasons.")
  int inference(@Mixin CohortOption cohort, @Mixin NetworkChoice network) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    benchmark(cohort, network)
        .inference()
        .forEach(
            (batch, speed) -> {
              print(
                  "batch %3d: %,10.0f visits/s, %,10.0f with reasons for 20 medications",
                  batch, speed.scored(), speed.explained());
              result.put("visitsPerSecondAtBatch" + batch, speed.scored());
              result.put("visitsPerSecondWithReasonsAtBatch" + batch, speed.explained());
            });
    write("inference", network, result);
    return 0;
  }

  @Command(name = "training", description = "Seconds of an epoch.")
  int training(
      @Mixin CohortOption cohort,
      @Mixin NetworkChoice network,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "16",
              converter = CountConverter.class,
              description = "Patients a step (default: ${DEFAULT-VALUE}).")
          int batch)
      throws IOException {
    double seconds = benchmark(cohort, network).training(batch);
    print("%d patients a step: %.2f s an epoch", batch, seconds);
    write("training", network, Map.of("batch", batch, "secondsPerEpoch", seconds));
    return 0;
  }

  @Command(
      name = "memory",
      description = {
        "See whether memory stays flat over a training and many inferences.",
        "Visits are scored by compiled tables, and again by the engine, as a GPU does."
      })
  int memory(
      @Mixin CohortOption cohort,
      @Mixin NetworkChoice network,
      @Option(
              names = "--epochs",
              paramLabel = "N",
              defaultValue = "10",
              converter = CountConverter.class,
              description = "Epochs to train (default: ${DEFAULT-VALUE}).")
          int epochs,
      @Option(
              names = "--inferences",
              paramLabel = "N",
              defaultValue = "20000",
              converter = CountConverter.class,
              description = "Visits to score each way (default: ${DEFAULT-VALUE}).")
          int inferences)
      throws IOException {
    Measured measured = measured(cohort, network);
    MemorySoak soak = new MemorySoak(measured.cohort(), measured.network(), measured.molecules());
    Map<String, Object> result = new LinkedHashMap<>();
    List<MemorySoak.Point> trained = new ArrayList<>();
    Network whole = soak.training(epochs, told("epoch", trained)).network();
    result.put("training", trained);
    List<MemorySoak.Point> compiled = new ArrayList<>();
    try (NetworkScorer scorer = new NetworkScorer(whole.copy())) {
      soak.inference(scorer, inferences, told("compiled, inference", compiled));
    }
    result.put("inferenceCompiled", compiled);
    List<MemorySoak.Point> engine = new ArrayList<>();
    try (NetworkScorer scorer = NetworkScorer.withEngine(whole)) {
      soak.inference(scorer, inferences, told("engine, inference", engine));
    }
    result.put("inferenceByEngine", engine);
    write("memory", network, result);
    return 0;
  }

  private Consumer<MemorySoak.Point> told(String what, List<MemorySoak.Point> into) {
    return point -> {
      into.add(point);
      print(
          "%s %,6d: resident %,6.0f MiB, heap %,6.0f MiB",
          what, point.done(), point.residentMiB(), point.heapMiB());
    };
  }

  private Benchmark benchmark(CohortOption option, NetworkChoice network) {
    Measured measured = measured(option, network);
    return new Benchmark(measured.cohort(), measured.network(), measured.molecules(), runs);
  }

  private record Measured(Cohort cohort, NetworkConfig network, MoleculeTable molecules) {}

  private Measured measured(CohortOption option, NetworkChoice network) {
    NetworkConfig asked = network.config();
    CohortData data = option.read();
    Cohort cohort =
        asked.trunk().setting().labs() ? option.trainableWithLabs(data) : option.trainable(data);
    MoleculeTable molecules = KnownFacts.molecules(data.molecules(), cohort);
    return new Measured(
        cohort, KnownFacts.network(asked, cohort, molecules, note -> print("%s", note)), molecules);
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private void write(String what, NetworkChoice network, Map<String, ?> result) throws IOException {
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
