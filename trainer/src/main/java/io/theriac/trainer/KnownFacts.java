package io.theriac.trainer;

import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.model.net.PublishedOptions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a cohort knows beside codes decides which parts of a network can be trained on it. */
public final class KnownFacts {

  private KnownFacts() {}

  /** The molecules of the cohort's medications; none of any where none are known. */
  public static MoleculeTable molecules(Optional<MoleculeKnowledge> known, Cohort cohort) {
    return known
        .map(molecules -> molecules.table(cohort.vocabularies().atcCodes()))
        .orElseGet(() -> MoleculeTable.none(cohort.training().medications()));
  }

  /**
   * The network without what there are no data for.
   *
   * @param noted gets a sentence on each of these
   */
  public static NetworkConfig network(
      NetworkConfig asked, Cohort cohort, MoleculeTable molecules, Consumer<String> noted) {
    PublishedOptions trunk = asked.trunk();
    if (trunk.molecules() && molecules.isEmpty()) {
      noted.accept(
          "No molecules are known of any medication of this cohort: the network is trained without"
              + " them.");
      trunk = trunk.withoutMolecules();
    } else if (trunk.molecules()) {
      noted.accept(
          "Molecules are known of %d of %d medications."
              .formatted(molecules.known(), molecules.medications()));
    }
    if (trunk.setting().labs() && !hasLabs(cohort)) {
      noted.accept(
          "No laboratory test is frequent enough in this cohort: the network is trained without"
              + " laboratory results.");
      trunk = trunk.with(trunk.setting().withoutLabs());
    }
    Set<Part> parts = new HashSet<>(asked.parts());
    if (parts.contains(Part.ELAPSED) && !cohort.training().isDated()) {
      noted.accept(
          "The visits of this cohort follow one another without any time between them, as if it had no"
              + " dates: the network is trained without elapsed time.");
      parts.remove(Part.ELAPSED);
    }
    return asked.withTrunk(trunk).withParts(parts);
  }

  /** Whether the cohort knows laboratory results. */
  public static boolean hasLabs(Cohort cohort) {
    return cohort.vocabularies().labs().size() > 0;
  }
}
