package io.theriac.local.cli;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One seed, or several. */
final class SeedOptions {

  @ArgGroup private Choice choice = new Choice();

  /** They exclude each other. */
  private static final class Choice {

    @Option(
        names = "--seed",
        defaultValue = "1",
        description = {
          "Of the first weights and the order (default: ${DEFAULT-VALUE}). The same visits and seed",
          "give the same model, to the bit on processors of one kind."
        })
    private int seed = 1;

    @Option(
        names = "--seeds",
        paramLabel = "N",
        split = ",",
        description = {
          "Train with each of these seeds, one after the other, and tell mean and spread. The model",
          "with the best validation Jaccard is written; the test patients have no part in that."
        })
    private List<Integer> seeds;
  }

  List<Integer> seeds() {
    return choice.seeds == null ? List.of(choice.seed) : choice.seeds;
  }
}
