package io.theriac.trainer;

import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.net.PublishedOptions.AgeScale;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.LabScaling;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import io.theriac.model.net.PublishedOptions.Setting;
import io.theriac.trainer.Ablation.Variant;
import java.util.ArrayList;
import java.util.List;

/** The paper's ablations of the published network, for {@link Ablation}. */
public final class PublishedVariants {

  private static final NetworkConfig WHOLE = NetworkConfig.published();
  private static final PublishedOptions TRUNK = WHOLE.trunk();

  private PublishedVariants() {}

  /** The network in each setting of auxiliary facts, beginning with the paper's best. */
  public static List<Variant> settings() {
    List<Variant> variants = new ArrayList<>();
    for (Setting setting : List.of(Setting.GY, Setting.BASE, Setting.G, Setting.L, Setting.LGY)) {
      variants.add(new Variant(setting.name(), WHOLE.withTrunk(TRUNK.with(setting))));
    }
    return variants;
  }

  /** The whole network, then with its attention, bias or graphs changed. */
  public static List<Variant> components() {
    return List.of(
        new Variant("dual v2 with bias", WHOLE),
        new Variant("dual v2 without bias", WHOLE.withLambdaGraph(0)),
        new Variant("bias times ten", WHOLE.withLambdaGraph(10 * WHOLE.lambdaGraph())),
        new Variant("attention v1", WHOLE.withTrunk(TRUNK.with(Attention.V1))),
        new Variant("augmentation only", WHOLE.withTrunk(TRUNK.with(Attention.NONE))),
        new Variant("without review", WHOLE.withTrunk(TRUNK.withoutReview())),
        new Variant("without molecules", WHOLE.withTrunk(TRUNK.withoutMolecules())),
        new Variant("without roles", WHOLE.withTrunk(TRUNK.withoutRoles())),
        new Variant(
            "interactions as medication graph",
            WHOLE.withTrunk(
                TRUNK.with(MedicationGraph.INTERACTIONS, AgeScale.CENTRED, LabScaling.TRAINING))),
        new Variant("effects shrunk by ten", WHOLE.withTrunk(TRUNK.withEffectShrinkage(10))));
  }
}
