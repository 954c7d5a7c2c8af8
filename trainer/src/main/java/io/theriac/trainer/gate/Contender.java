package io.theriac.trainer.gate;

import io.theriac.model.Recommender;
import io.theriac.model.artifact.ArtifactFacts;
import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.ModelConfig;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import java.nio.file.Path;

/** A model as it would serve, loaded from its artifact; closing it frees native memory. */
public record Contender(ModelConfig config, Vocabularies vocabularies, Recommender recommender)
    implements AutoCloseable {

  /**
   * Verifies and loads an artifact.
   *
   * @throws io.theriac.model.artifact.ArtifactException if it is not the expected one or cannot be
   *     used
   */
  public static Contender load(
      Path artifact, String sha256, Terminology terminology, DdiKnowledge interactions) {
    ModelArtifact.verify(artifact, sha256);
    ArtifactFacts facts = ArtifactFacts.read(artifact);
    return new Contender(
        facts.config(),
        facts.vocabularies(),
        ModelArtifact.load(artifact, sha256, terminology, interactions, ComputeDevice.AUTO));
  }

  String version() {
    return config.version();
  }

  @Override
  public void close() {
    recommender.close();
  }
}
