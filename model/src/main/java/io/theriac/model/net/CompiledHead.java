package io.theriac.model.net;

import io.theriac.model.net.PublishedOptions.Setting;

/** Base rates and head on plain arrays, its weights cut into the blocks of the trunk's output. */
final class CompiledHead {

  private static final int KINDS = 3;

  private final int dim;
  private final int medications;
  private final float[] states;
  private final float[][] constant;
  private final float[] age;
  private final float[] across;
  private final float[] within;

  CompiledHead(Network network, Setting setting, int dim) {
    this.dim = dim;
    medications = network.shape().medications();
    int blocks = Trunk.blocks(setting);
    float[] all =
        Floats.transposed(network.array("head.weight").toFloatArray(), medications, blocks * dim);
    states = block(all, 0, KINDS);
    float[] again = block(all, blocks - KINDS, KINDS);
    Floats.add(again, 0, states, states.length);
    int next = KINDS;
    float[][] sexes = setting.sex() ? network.table("trunk.sex") : new float[][] {new float[dim]};
    float[] ofSex = setting.sex() ? block(all, next++, 1) : new float[dim * medications];
    age = setting.age() ? block(all, next++, 1) : null;
    across = block(all, next++, 1);
    within = block(all, next, 1);
    constant = new float[sexes.length][medications];
    for (int sex = 0; sex < sexes.length; sex++) {
      Floats.add(network.array("base").toFloatArray(), 0, constant[sex], medications);
      Floats.add(network.array("head.bias").toFloatArray(), 0, constant[sex], medications);
      Floats.addReluProduct(sexes[sex], 0, dim, ofSex, constant[sex], medications);
    }
  }

  private float[] block(float[] all, int first, int count) {
    float[] block = new float[count * dim * medications];
    System.arraycopy(all, first * dim * medications, block, 0, block.length);
    return block;
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
      float[] state = h[kind];
      for (int i = 0; i < dim; i++) {
        if (state[i] > 0) {
          Floats.addScaled(state[i], states, (kind * dim + i) * medications, z, medications);
        }
      }
    }
    if (ageRow != null) {
      Floats.addReluProduct(ageRow, 0, dim, age, z, medications);
    }
    if (acrossRow != null) {
      Floats.addReluProduct(acrossRow, 0, dim, across, z, medications);
      Floats.addReluProduct(withinRow, 0, dim, within, z, medications);
    }
    return z;
  }
}
