package io.theriac.trainer;

import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.trainer.Ablation.Variant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The extended network without each of its parts, for {@link Ablation}. */
public final class ExtendedVariants {

  private ExtendedVariants() {}

  /** What can be left out: a part, or something of the trunk. */
  public enum Omission {
    /** With its molecules. */
    TRUNK(without(Part.TRUNK)),
    MOLECULES(network -> network.withTrunk(network.trunk().withoutMolecules())),
    GATES(without(Part.GATES)),
    MEDICATION_TABLE(without(Part.MEDICATION_TABLE)),
    ELAPSED(without(Part.ELAPSED)),
    /** With what needs it. */
    WIDE(without(Part.WIDE, Part.STATUS, Part.SOFT_MAX, Part.LATENT)),
    STATUS(without(Part.STATUS)),
    SOFT_MAX(without(Part.SOFT_MAX)),
    LATENT(without(Part.LATENT)),
    DEMOGRAPHICS(without(Part.DEMOGRAPHICS)),
    GRADED_REVIEW(without(Part.GRADED_REVIEW)),
    DDI_FIELD(without(Part.DDI_FIELD));

    private final UnaryOperator<NetworkConfig> change;

    Omission(UnaryOperator<NetworkConfig> change) {
      this.change = change;
    }

    /** The network without it; empty if it had none of it. */
    public Optional<Variant> from(NetworkConfig whole) {
      return Optional.of(change.apply(whole))
          .filter(rest -> !rest.equals(whole))
          .map(rest -> new Variant(label(), rest));
    }

    /** As a row of a table names it. */
    public String label() {
      return "without " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static UnaryOperator<NetworkConfig> without(Part... parts) {
      return network -> {
        Set<Part> rest = new HashSet<>(network.parts());
        Arrays.asList(parts).forEach(rest::remove);
        return network.withParts(rest);
      };
    }
  }
}
