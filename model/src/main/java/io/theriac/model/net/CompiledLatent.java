package io.theriac.model.net;

import java.util.Arrays;

/** {@link LatentProblems} for one visit on plain arrays. */
final class CompiledLatent {

  private final float[] persistence;
  private final float[][] codes;
  private final float[][] history;
  private final float[] bias;
  private final float[][] outOfBent;
  private final float[][] outOfPositive;
  private final float[] slope;

  CompiledLatent(Network network, EvidenceTables tables) {
    persistence = tables.persistence();
    codes = network.table("latent.codes");
    history = network.table("latent.history");
    bias = network.array("latent.bias").toFloatArray();
    float[][] out = network.table("latent.out");
    outOfBent = Arrays.copyOfRange(out, 0, bias.length);
    outOfPositive = Arrays.copyOfRange(out, bias.length, out.length);
    slope = network.array("latent.slope").toFloatArray();
  }

  void add(HistoryFacts facts, float[] z) {
    int width = bias.length;
    float[] sum = new float[width];
    for (int i = 0; i < facts.codeCount; i++) {
      Floats.add(codes[facts.codes[i]], sum, width);
    }
    for (int i = 0; i < facts.otherCount; i++) {
      int code = facts.others[i];
      Floats.addScaled(persistence[code], codes[code], sum, width);
    }
    for (int i = 0; i < facts.takenCount; i++) {
      int m = facts.taken[i];
      Floats.addScaled(facts.share[m], history[m], sum, width);
    }
    float[] bent = bias.clone();
    Floats.add(sum, bent, width);
    Floats.tanh(bent, width);
    float[] told = new float[z.length];
    Floats.addProduct(bent, outOfBent, told, z.length);
    Floats.addReluProduct(sum, outOfPositive, told, z.length);
    for (int m = 0; m < z.length; m++) {
      z[m] += told[m] * slope[facts.status[m]];
    }
  }
}
