package io.theriac.model.net;

import io.theriac.model.net.NetworkConfig.Part;
import java.util.Arrays;

/** What is added to the trunk's logits, for one visit on plain arrays. */
final class CompiledEvidence {

  private static final int STATUSES = MedicationStatus.values().length;
  private static final int SOURCES = 3;

  private final NetworkConfig config;
  private final int medications;
  private final EvidenceTables tables;
  private final float[] slope;
  private final float[][] offset;
  private final float[][] gates;
  private final float[][] table;
  private final float[][] strength;
  private final float[] amount;
  private final CompiledLatent latent;

  CompiledEvidence(Network network, EvidenceTables tables) {
    config = network.config();
    medications = network.shape().medications();
    this.tables = tables;
    boolean status = config.has(Part.STATUS);
    slope = status ? network.array("status.slope").toFloatArray() : ones(STATUSES * SOURCES);
    offset = status ? network.table("status.offset") : new float[STATUSES][medications];
    gates = config.has(Part.GATES) ? network.table("history.gates") : null;
    table = tables.medications();
    amount = config.has(Part.SOFT_MAX) ? network.array("softMax.amount").toFloatArray() : null;
    strength = amount == null ? null : tables.strengths();
    latent = config.has(Part.LATENT) ? new CompiledLatent(network, tables) : null;
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Adds latent problems, which no single code explains. */
  void addLatent(HistoryFacts facts, float[] z) {
    if (latent != null) {
      latent.add(facts, z);
    }
  }

  /** Adds evidence of codes and of earlier medications. */
  void add(HistoryFacts facts, float[] z) {
    if (tables.evidence() != null) {
      addCodes(facts, z);
    }
    if (table != null) {
      for (int m : facts.last) {
        Floats.add(table[m], 0, z, medications);
      }
    }
    addElapsed(facts, z);
    if (gates != null) {
      for (int m : facts.last) {
        z[m] += gates[0][m];
      }
      for (int i = 0; i < facts.takenCount; i++) {
        int m = facts.taken[i];
        z[m] += gates[1][m] * facts.share[m] + gates[2][m] * facts.recency[m];
      }
    }
  }

  private void addElapsed(HistoryFacts facts, float[] z) {
    if (tables.gap() != null) {
      float[] ofGap = tables.gap()[ElapsedBands.of(facts.gap())];
      for (int m : facts.last) {
        z[m] += ofGap[m] + tables.course()[ElapsedBands.of(facts.course(m))][m];
      }
    }
  }

  private void addCodes(HistoryFacts facts, float[] z) {
    float[][] evidence = tables.evidence();
    float[][] sums = new float[SOURCES][medications];
    float[] mean = new float[medications];
    float[] all = new float[medications];
    for (int i = 0; i < facts.codeCount; i++) {
      int code = facts.codes[i];
      Floats.add(evidence[code], 0, sums[facts.recurring(i) ? 1 : 0], medications);
      weigh(1, code, mean, all);
    }
    for (int i = 0; i < facts.otherCount; i++) {
      int code = facts.others[i];
      float kept = tables.persistence()[code];
      Floats.addScaled(kept, evidence[code], 0, sums[2], medications);
      weigh(kept, code, mean, all);
    }
    for (int m = 0; m < medications; m++) {
      int row = facts.status[m] * SOURCES;
      z[m] +=
          slope[row] * sums[0][m]
              + slope[row + 1] * sums[1][m]
              + slope[row + 2] * sums[2][m]
              + offset[facts.status[m]][m];
    }
    for (int m = 0; amount != null && m < medications; m++) {
      z[m] += amount[m] * mean[m] / (all[m] + SoftMaxEvidence.LEAST);
    }
  }

  private void weigh(float weight, int code, float[] mean, float[] all) {
    if (amount != null) {
      float[] strong = strength[code];
      float[] evidence = tables.evidence()[code];
      for (int m = 0; m < medications; m++) {
        float w = weight * strong[m];
        all[m] += w;
        mean[m] += w * evidence[m];
      }
    }
  }
}
