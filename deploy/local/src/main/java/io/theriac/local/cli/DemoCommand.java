package io.theriac.local.cli;

import io.theriac.local.demo.Demo;
import io.theriac.local.demo.DemoOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole way, once. */
@Command(
    name = "demo",
    description = {
      "Go the whole way once, on real parts.",
      "Start a broker and a registry, stream history, train, release, stream the rest, and say what",
      "came out. Every run starts clean."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac demo",
      "  ./theriac demo --keep",
      "  ./theriac demo --mimic3 mimic-iii-demo --code-map ndc-to-atc.csv"
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--mimic3",
      paramLabel = "DIR",
      description = "MIMIC-III tables (plain or gz) instead of the bundled sample.")
  private Path mimic3;

  @Option(
      names = "--code-map",
      paramLabel = "FILE",
      description = "Further drug codes to ATC; with --mimic3 a map of NDC codes is needed.")
  private List<Path> codeMaps = List.of();

  @Option(
      names = "--history",
      paramLabel = "SHARE",
      defaultValue = "0.7",
      description = "Share of the events streamed before training (default: ${DEFAULT-VALUE}).")
  private double history;

  @Option(names = "--seed", defaultValue = "1", description = "Of the training (default: 1).")
  private int seed;

  @Option(
      names = "--keep",
      description = "Leave everything running afterwards, to look around, until Ctrl-C.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Path directory = CliHome.root().resolve("target").resolve("demo");
    DemoOptions options =
        WrongOptionException.ifRefused(
            () ->
                new DemoOptions(
                    Optional.ofNullable(mimic3), codeMaps, directory, history, seed, keep));
    new Demo(options, spec.commandLine().getOut()).run();
    return 0;
  }
}
