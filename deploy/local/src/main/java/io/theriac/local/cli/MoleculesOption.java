package io.theriac.local.cli;

import io.theriac.model.causal.MoleculeKnowledge;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which molecules drugs are made of, to train with. */
final class MoleculesOption {

  @Option(
      names = "--molecules",
      paramLabel = "FILE",
      description = {
        "CSV of the drugs' molecules (atc,molecule), which the network then learns from, too (default:",
        "those of the cohort on disk, if it has any)."
      })
  private Path file;

  /** The given ones; empty where none are given. */
  Optional<MoleculeKnowledge> read() {
    return Optional.ofNullable(file).map(MoleculeKnowledge::read);
  }
}
