package io.theriac.model.net;

import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.Setting;

/**
 * Says what the head makes of an earlier visit because {@link InterVisitAttention} looked at it.
 * The attention sums over visits, {@code y = Σ_v W_o C_v + b_o}, and the head takes {@code W
 * relu(y)}, so that before interactions a logit is lower by {@code W relu(y) − W relu(y − W_o C_v)}
 * without visit v, the other visits being looked at as before. What visits say only together, the
 * relu being no sum, is in no visit's part.
 */
final class AttentionTable {

  private final int dim;
  private final float[][] out;
  private final float[][] head;

  AttentionTable(Network network) {
    NetworkConfig config = network.config();
    dim = config.dim();
    out = Floats.transposed(network.array("trunk.inter.out.weight").toFloatArray(), dim, dim);
    head = new float[network.shape().medications()][dim];
    float[][] all = network.table("head.weight");
    int from = block(config.trunk().setting()) * dim;
    for (int m = 0; m < head.length; m++) {
      System.arraycopy(all[m], from, head[m], 0, dim);
    }
  }

  /** Whether a configuration has the attention, in a form whose visits can be told apart. */
  static boolean isIn(NetworkConfig config) {
    return config.has(Part.TRUNK) && config.trunk().attention() == Attention.V2;
  }

  /** Which block of the trunk's output the attention is. */
  private static int block(Setting setting) {
    return Trunk.keys(setting) + Trunk.queries(setting) - 3;
  }

  /** What each visit added to the attention's sum, [visits][d]. */
  float[][] added(AttendedVisits attended) {
    float[][] added = new float[attended.contexts().length][dim];
    for (int v = 0; v < added.length; v++) {
      Floats.addProduct(attended.contexts()[v], out, added[v], dim);
    }
    return added;
  }

  /**
   * What a medication's logit would have less without what a visit added.
   *
   * @param sum of the attention, [d]
   * @param added by the visit, [d]
   */
  float said(float[] sum, float[] added, int medication) {
    float[] weights = head[medication];
    float said = 0;
    for (int i = 0; i < dim; i++) {
      said += weights[i] * (Math.max(0, sum[i]) - Math.max(0, sum[i] - added[i]));
    }
    return said;
  }
}
