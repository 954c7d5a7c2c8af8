package io.theriac.model.artifact;

import java.util.Set;

/** The files of a model artifact. */
final class ArtifactFiles {

  static final String WEIGHTS = "model.safetensors";
  static final String CONFIG = "config.json";
  static final String DIAGNOSES = "vocabulary-diagnoses.json";
  static final String PROCEDURES = "vocabulary-procedures.json";
  static final String MEDICATIONS = "vocabulary-medications.json";
  static final String INTERACTIONS = "interactions.json";
  static final String LABS = "vocabulary-labs.json";
  static final String METRICS = "metrics.json";
  static final String CARD = "MODEL_CARD.md";
  static final String MANIFEST = "manifest.json";

  /** All that a manifest must list. */
  static final Set<String> REQUIRED =
      Set.of(
          WEIGHTS, CONFIG, DIAGNOSES, PROCEDURES, MEDICATIONS, LABS, INTERACTIONS, METRICS, CARD);

  /** What the model saw and said when it was made; artifacts of before have none. */
  static final String REFERENCE = "reference.json";

  /** How training went, as a picture. */
  static final String CURVES = "learning-curves.svg";

  /** What a manifest may list beyond. */
  static final Set<String> OPTIONAL = Set.of(REFERENCE, CURVES);

  private ArtifactFiles() {}
}
