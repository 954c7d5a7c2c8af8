package io.theriac.model.net;

import io.theriac.model.net.PublishedOptions.Setting;
import java.util.Arrays;

/** Base rates and head on plain arrays, its weights cut into the blocks of the trunk's output. */
final class CompiledHead {

  private static final int KINDS = 3;

  private final int dim;
  private final int medications;
  private final float[][][] states = new float[KINDS][][];
  private final float[][] constant;
  private final float[][] age;
  private final float[][] across;
  private final float[][] within;

  CompiledHead(Network network, Setting setting, int dim) {
    this.dim = dim;
    medications = network.shape().medications();
    int blocks = Trunk.blocks(setting);
    float[][] all =
        Floats.transposed(network.array("head.weight").toFloatArray(), medications, blocks * dim);
    for (int kind = 0; kind < KINDS; kind++) {
      states[kind] = block(all, kind);
      float[][] again = block(all, blocks - KINDS + kind);
      for (int i = 0; i < dim; i++) {
        Floats.add(again[i], states[kind][i], medications);
      }
    }
    int next = KINDS;
    float[][] sexes = setting.sex() ? network.table("trunk.sex") : new float[][] {new float[dim]};
    float[][] ofSex = setting.sex() ? block(all, next++) : new float[dim][medications];
    age = setting.age() ? block(all, next++) : null;
    across = block(all, next++);
    within = block(all, next);
    constant = new float[sexes.length][medications];
    for (int sex = 0; sex < sexes.length; sex++) {
      Floats.add(network.array("base").toFloatArray(), constant[sex], medications);
      Floats.add(network.array("head.bias").toFloatArray(), constant[sex], medications);
      Floats.addReluProduct(sexes[sex], ofSex, constant[sex], medications);
    }
  }

  private float[][] block(float[][] all, int block) {
    return Arrays.copyOfRange(all, block * dim, (block + 1) * dim);
  }

  /**
   * Logits, [M].
   *
   * @param ageRow null where age is not used
   * @param acrossRow null at a first visit, like {@code withinRow}
   */
  float[] logits(float[][] h, int sex, float[] ageRow, float[] acrossRow, float[] withinRow) {
    float[] z = constant[constant.length == 1 ? 0 : sex].clone();
    for (int kind = 0; kind < KINDS; kind++) {
      Floats.addReluProduct(h[kind], states[kind], z, medications);
    }
    if (ageRow != null) {
      Floats.addReluProduct(ageRow, age, z, medications);
    }
    if (acrossRow != null) {
      Floats.addReluProduct(acrossRow, across, z, medications);
      Floats.addReluProduct(withinRow, within, z, medications);
    }
    return z;
  }
}
