package io.theriac.model.net;

import java.util.Arrays;

/** {@link LatentProblems} for one visit on plain arrays. */
final class CompiledLatent {

  private final float[] persistence;
  private final float[][] codes;
  private final float[][] history;
  private final float[] bias;
  private final float[] out;
  private final float[] slope;

  CompiledLatent(Network network, EvidenceTables tables) {
    persistence = tables.persistence();
    codes = network.table("latent.codes");
    history = network.table("latent.history");
    bias = network.array("latent.bias").toFloatArray();
    out = network.array("latent.out").toFloatArray();
    slope = network.array("latent.slope").toFloatArray();
  }

  void add(HistoryFacts facts, float[] z) {
    int width = bias.length;
    float[] problems = new float[2 * width];
    float[] sum = new float[width];
    for (int i = 0; i < facts.codeCount; i++) {
      Floats.add(codes[facts.codes[i]], 0, sum, width);
    }
    for (int i = 0; i < facts.otherCount; i++) {
      int code = facts.others[i];
      Floats.addScaled(persistence[code], codes[code], 0, sum, width);
    }
    for (int i = 0; i < facts.takenCount; i++) {
      int m = facts.taken[i];
      Floats.addScaled(facts.share[m], history[m], 0, sum, width);
    }
    for (int k = 0; k < width; k++) {
      problems[k] = Floats.tanh(sum[k] + bias[k]);
      problems[width + k] = sum[k];
    }
    float[] told = new float[z.length];
    Floats.addProduct(problems, 0, width, out, told, z.length);
    float[] positive = Arrays.copyOfRange(problems, width, 2 * width);
    for (int k = 0; k < width; k++) {
      if (positive[k] > 0) {
        Floats.addScaled(positive[k], out, (width + k) * z.length, told, z.length);
      }
    }
    for (int m = 0; m < z.length; m++) {
      z[m] += told[m] * slope[facts.status[m]];
    }
  }
}
