package io.theriac.model.net;

import static io.theriac.model.net.EvidenceTables.EARLIER;
import static io.theriac.model.net.EvidenceTables.NEW;
import static io.theriac.model.net.EvidenceTables.RECURRING;

import io.theriac.model.net.NetworkConfig.Part;

/** What is added to the trunk's logits, for one visit on plain arrays. */
final class CompiledEvidence {

  private final int medications;
  private final EvidenceTables tables;
  private final float[][] strength;
  private final float[] amount;
  private final CompiledLatent latent;

  CompiledEvidence(Network network, EvidenceTables tables) {
    medications = network.shape().medications();
    this.tables = tables;
    amount = tables.amount();
    strength = amount == null ? null : tables.strengths();
    latent = network.config().has(Part.LATENT) ? new CompiledLatent(network, tables) : null;
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
    if (tables.medications() != null) {
      for (int m : facts.last) {
        Floats.add(tables.medications()[m], z, medications);
      }
    }
    addElapsed(facts, z);
    float[][] gates = tables.gates();
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
    float[][] sums = new float[EvidenceTables.SOURCES][medications];
    float[] mean = new float[medications];
    float[] all = new float[medications];
    for (int i = 0; i < facts.codeCount; i++) {
      int code = facts.codes[i];
      Floats.add(evidence[code], sums[facts.recurring(i) ? RECURRING : NEW], medications);
      weigh(1, code, mean, all);
    }
    for (int i = 0; i < facts.otherCount; i++) {
      int code = facts.others[i];
      float kept = tables.persistence()[code];
      Floats.addScaled(kept, evidence[code], sums[EARLIER], medications);
      weigh(kept, code, mean, all);
    }
    float[][] slopes = tables.slope();
    float[][] offsets = tables.offset();
    for (int m = 0; m < medications; m++) {
      float[] slope = slopes[facts.status[m]];
      z[m] +=
          slope[NEW] * sums[NEW][m]
              + slope[RECURRING] * sums[RECURRING][m]
              + slope[EARLIER] * sums[EARLIER][m]
              + offsets[facts.status[m]][m];
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
