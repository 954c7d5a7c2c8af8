package io.theriac.trainer;

import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.net.PublishedOptions.AgeScale;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.LabScaling;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import io.theriac.model.net.PublishedOptions.Setting;
import io.theriac.trainer.Ablation.Group;
import io.theriac.trainer.Ablation.Variant;
import java.util.ArrayList;
import java.util.List;

/** The paper's ablations of the published network, for {@link Ablation}. */
public final class PublishedVariants {

  private PublishedVariants() {}

  /**
   * The variants by what they change; the whole network stands in each group.
   *
   * @param whole {@link NetworkConfig#published}, possibly without molecules
   * @param labs whether there are laboratory results, so that settings with them can be told apart
   */
  public static List<Group> groups(NetworkConfig whole, boolean labs) {
    return List.of(
        new Group("Auxiliary facts", settings(whole, labs)),
        new Group("Attention", attention(whole)),
        new Group("Parts", parts(whole)));
  }

  private static List<Variant> settings(NetworkConfig whole, boolean labs) {
    List<Variant> variants = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (labs || !setting.labs()) {
        variants.add(new Variant(setting.name(), whole.withTrunk(whole.trunk().with(setting))));
      }
    }
    return variants;
  }

  private static List<Variant> attention(NetworkConfig whole) {
    return List.of(
        new Variant("no attention", whole.withTrunk(whole.trunk().with(Attention.NONE))),
        new Variant("attention v1", whole.withTrunk(whole.trunk().with(Attention.V1))),
        new Variant("dual v2 without bias", whole.withLambdaGraph(0)),
        new Variant("dual v2 with bias", whole),
        new Variant("bias times ten", whole.withLambdaGraph(10 * whole.lambdaGraph())));
  }

  private static List<Variant> parts(NetworkConfig whole) {
    PublishedOptions trunk = whole.trunk();
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("whole", whole));
    variants.add(new Variant("without review", whole.withTrunk(trunk.withoutReview())));
    if (trunk.molecules()) {
      variants.add(new Variant("without molecules", whole.withTrunk(trunk.withoutMolecules())));
    }
    variants.add(new Variant("without roles", whole.withTrunk(trunk.withoutRoles())));
    variants.add(
        new Variant(
            "interactions as medication graph",
            whole.withTrunk(
                trunk.with(MedicationGraph.INTERACTIONS, AgeScale.CENTRED, LabScaling.TRAINING))));
    variants.add(
        new Variant("effects shrunk by ten", whole.withTrunk(trunk.withEffectShrinkage(10))));
    return variants;
  }
}
