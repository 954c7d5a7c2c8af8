package io.theriac.streams.backtest.report;

import java.util.Locale;

/** What is measured of a predictor. */
public enum Measure {
  /** Share of what was selected or given that was both; averaged over visits, then patients. */
  JACCARD("Jaccard", true),
  /** Harmonic mean of precision and recall, averaged likewise. */
  F1("F1", true),
  /** Average precision of the ranking, averaged likewise. */
  PRAUC("PRAUC", true),
  /** Share of what was selected that was given, averaged likewise; nothing selected counts 0. */
  PRECISION("precision", true),
  /** Share of what was given that was selected, averaged likewise. */
  RECALL("recall", true),
  /** Medications selected a visit. */
  AVERAGE_MEDICATIONS("medications", false),
  /** Interacting pairs among all pairs selected together, pooled over visits. */
  DDI_RATE("DDI rate", false);

  private final String label;
  private final boolean ofPatients;

  Measure(String label, boolean ofPatients) {
    this.label = label;
    this.ofPatients = ofPatients;
  }

  /** For tables. */
  public String label() {
    return label;
  }

  /** Whether it is averaged over patients, rather than pooled over visits. */
  boolean isOfPatients() {
    return ofPatients;
  }

  /** For JSON: as models name their metrics. */
  public String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      key.append(
          key.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }
}
