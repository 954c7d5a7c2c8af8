package io.theriac.local.cli;

import io.theriac.local.chaos.Chaos;
import io.theriac.local.chaos.ChaosOptions;
import io.theriac.local.chaos.Kill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks a running system on purpose. */
@Command(
    name = "chaos",
    description = {
      "Kill parts of a running system again and again, and compare what came out.",
      "It starts a system of its own, streams events and kills at random; then all that came out is",
      "compared with what must have come out. Exit code 1 if anything is lost, doubled or out of",
      "order."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac chaos --minutes 3",
      "  ./theriac chaos --minutes 30 --seed 7",
      "  ./theriac chaos --only broker,rebalance"
    })
final class ChaosCommand implements Callable<Integer> {

  private static final double SECONDS_A_MINUTE = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      defaultValue = "3",
      description = "How long events flow and things are killed (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the events and the kills (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS",
      defaultValue = "" + ChaosOptions.STEADY_LOAD,
      description = "Events a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "Kill only these: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Kill> only = ChaosOptions.allKinds();

  @Override
  public Integer call() throws Exception {
    Path directory = CliHome.root().resolve("target").resolve("chaos");
    Duration length = Duration.ofSeconds(Math.round(minutes * SECONDS_A_MINUTE));
    ChaosOptions options =
        WrongOptionException.ifRefused(() -> new ChaosOptions(length, seed, rate, only, directory));
    Chaos chaos = new Chaos(options, spec.commandLine().getOut());
    return chaos.run().isWhole() ? 0 : 1;
  }
}
